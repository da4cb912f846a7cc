"""The rows of schema `care` about cases: what was noticed, who was asked, what they did."""

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from domains.care.cases.vocabulary import (
    ActKind,
    CallEnding,
    CaseEnd,
    CaseState,
    ConcernKind,
    FalseAlarm,
    Level,
    Rung,
)


class Case(Model):
    """One episode of one senior, however many signals: at most one is not ended.

    `rung` is the step that was taken last, `next_rung` where the ladder goes on, and `turn` the
    rank of the guardian who was asked last. `kind` is its gravest concern. `taken_at` is of whoever
    has it, or had it last. The timer `care.case` of this row is what happens next.
    """

    id = fields.UUIDField(primary_key=True)
    senior_id = fields.UUIDField(description="personal: about whom")
    dong_id = fields.UUIDField(null=True)
    centre_id = fields.UUIDField(null=True)
    state = fields.CharEnumField(CaseState, max_length=8, description="a CaseState")
    level = fields.IntEnumField(Level, description="a Level")
    kind = fields.CharEnumField(ConcernKind, max_length=20, description="a ConcernKind")
    rung = fields.CharEnumField(Rung, max_length=12, null=True, description="a Rung")
    next_rung = fields.CharEnumField(Rung, max_length=12, description="a Rung")
    turn = fields.SmallIntField(default=0)
    steps = fields.SmallIntField(default=0, description="how many have been taken")
    late = fields.BooleanField(default=False)
    opened_at = fields.DatetimeField()
    observed_at = fields.DatetimeField(description="when the latest concern happened")
    taken_by = fields.UUIDField(null=True, description="personal: who took it")
    taken_at = fields.DatetimeField(null=True)
    first_taken_at = fields.DatetimeField(null=True)
    life_at = fields.DatetimeField(null=True, description="the latest sign of life since it opened")
    answered_at = fields.DatetimeField(null=True, description="her own latest clear answer")
    ended_at = fields.DatetimeField(null=True)
    ended_by = fields.UUIDField(null=True, description="personal: who ended it")
    ended_how = fields.CharEnumField(CaseEnd, max_length=12, null=True, description="a CaseEnd")
    false_alarm = fields.CharEnumField(
        FalseAlarm, max_length=16, null=True, description="a FalseAlarm"
    )

    class Meta:
        app, schema, table = "care", "care", "cases"
        indexes = (
            Index(fields=("senior_id", "opened_at"), name="cases_by_senior"),
            Index(fields=("centre_id", "opened_at"), name="cases_by_centre"),
            Index(fields=("dong_id", "opened_at"), name="cases_by_dong"),
        )
        constraints = (
            UniqueConstraint(
                fields=("senior_id",), name="cases_one_open", condition="ended_at IS NULL"
            ),
        )


class CaseConcern(Model):
    """One concern of a case, with the signals behind it and whose judgement it was."""

    id = fields.UUIDField(primary_key=True)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField(
        "care.Case", on_delete=fields.CASCADE
    )
    case_id: UUID
    senior_id = fields.UUIDField(description="personal: about whom")
    kind = fields.CharEnumField(ConcernKind, max_length=20, description="a ConcernKind")
    level = fields.IntEnumField(Level, description="a Level")
    observed_at = fields.DatetimeField()
    raised_at = fields.DatetimeField()
    late = fields.BooleanField(default=False)
    is_news = fields.BooleanField(
        db_default=True, description="whether people were asked anew for it"
    )
    signals: list[dict[str, Any]] = fields.JSONField(
        description="personal: what was noticed, in codes and numbers"
    )
    provenance: dict[str, Any] | None = fields.JSONField(null=True)
    silent_s = fields.IntField(
        null=True, description="personal: how long she had not been heard, where it is a silence"
    )

    class Meta:
        app, schema, table = "care", "care", "case_concerns"
        indexes = (
            Index(fields=("case_id",), name="case_concerns_by_case"),
            Index(fields=("senior_id",), name="case_concerns_by_senior"),
        )


class CaseStep(Model):
    """One step of the ladder that was taken; its id is its event's. `no` counts within the case,
    so that none is taken twice."""

    id = fields.UUIDField(primary_key=True)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField(
        "care.Case", on_delete=fields.CASCADE
    )
    case_id: UUID
    no = fields.SmallIntField()
    level = fields.IntEnumField(Level, description="a Level")
    rung = fields.CharEnumField(Rung, max_length=12, description="a Rung")
    due_at = fields.DatetimeField()
    at = fields.DatetimeField()

    class Meta:
        app, schema, table = "care", "care", "case_steps"
        unique_together = (("case_id", "no"),)


class CaseAsked(Model):
    """Somebody who was asked in a step, and as what: whose tie or office has ended since, is
    asked no more."""

    id = fields.UUIDField(primary_key=True)
    step: fields.ForeignKeyRelation[CaseStep] = fields.ForeignKeyField(
        "care.CaseStep", on_delete=fields.CASCADE
    )
    step_id: UUID
    case_id = fields.UUIDField()
    person_id = fields.UUIDField(description="personal: who was asked")
    rung = fields.CharEnumField(Rung, max_length=12, description="a Rung: as what")
    knows_why = fields.BooleanField(
        db_default=False, description="whether she lets them see reasons"
    )
    unreached_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "care", "care", "case_asked"
        unique_together = (("step_id", "person_id"),)
        indexes = (
            Index(fields=("case_id",), name="case_asked_by_case"),
            Index(fields=("person_id",), name="case_asked_by_person"),
        )


class CaseAct(Model):
    """What a person did, and when; `told_at` is when we learned of it."""

    id = fields.UUIDField(primary_key=True)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField(
        "care.Case", on_delete=fields.CASCADE
    )
    case_id: UUID
    senior_id = fields.UUIDField(description="personal: for whom")
    kind = fields.CharEnumField(ActKind, max_length=20, description="a ActKind")
    done_by = fields.UUIDField(description="personal: who did it")
    at = fields.DatetimeField()
    told_at = fields.DatetimeField()
    note = fields.BinaryField(null=True, description="personal: in words (sealed for the senior)")
    photo = fields.CharField(max_length=120, null=True, description="an object's name")
    photo_key = fields.BinaryField(
        null=True, description="personal: what unlocks the picture (sealed for the senior)"
    )

    class Meta:
        app, schema, table = "care", "care", "case_acts"
        indexes = (
            Index(fields=("case_id",), name="case_acts_by_case"),
            Index(fields=("senior_id",), name="case_acts_by_senior"),
        )


class CasePosition(Model):
    """Where her phone was as she cried for help, while the case is open: one a case, the newest
    that was measured. Only under her consent to that, and a day at most (`kept_at`)."""

    id = fields.UUIDField(primary_key=True)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField(
        "care.Case", on_delete=fields.CASCADE
    )
    case_id: UUID
    senior_id = fields.UUIDField(description="personal: about whom")
    position = fields.BinaryField(description="personal: where she was (sealed for the senior)")
    measured_at = fields.DatetimeField(description="personal: when she was there")
    kept_at = fields.DatetimeField(description="since when it lies here")

    class Meta:
        app, schema, table = "care", "care", "case_positions"
        unique_together = (("case_id",),)
        indexes = (
            Index(fields=("senior_id",), name="case_positions_by_senior"),
            Index(fields=("kept_at",), name="case_positions_kept"),
        )


class EmergencyCall(Model):
    """What 119 is told, once a danger: its id is the one by which they know it, and `told_of` the
    concern that it is about. `residence_id` is the flat in which it was, wherever she moves; None:
    of before that was kept, and of where she lives.

    A job sends it until it is taken, or dropped because its case is over; `sent_at` is when they
    may first have heard of it, whether they took it or not. `tell_again_at`: since when more is
    known than they were told; a call that they have taken stays taken meanwhile. Whatever they may
    have heard of gets an ending, which is told under an id of its own. `try_at`, `tries` and
    `last_error` are those of the call, and from its ending on the ending's. `confirmed_by` None: of
    a kind that waits for nobody.
    """

    id = fields.UUIDField(primary_key=True)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField(
        "care.Case", on_delete=fields.CASCADE
    )
    case_id: UUID
    senior_id = fields.UUIDField(description="personal: about whom")
    kind = fields.CharEnumField(ConcernKind, max_length=20, description="a ConcernKind")
    told_of = fields.UUIDField(null=True, description="a CaseConcern")
    residence_id = fields.UUIDField(null=True, description="a Residence: where it was")
    confirmed_by = fields.UUIDField(null=True, description="personal: who said so")
    asked_at = fields.DatetimeField()
    try_at = fields.DatetimeField()
    tries = fields.SmallIntField(default=0)
    last_error = fields.CharField(max_length=60, null=True)
    sent_at = fields.DatetimeField(null=True)
    taken_at = fields.DatetimeField(null=True)
    tell_again_at = fields.DatetimeField(null=True)
    reference = fields.CharField(max_length=60, null=True, description="119's own number")
    dropped_at = fields.DatetimeField(null=True)
    ending = fields.CharEnumField(CallEnding, max_length=12, null=True, description="a CallEnding")
    ending_id = fields.UUIDField(null=True)
    ending_taken_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "care", "care", "emergency_calls"
        indexes = (
            Index(fields=("case_id",), name="emergency_calls_by_case"),
            Index(fields=("taken_at", "try_at"), name="emergency_calls_due"),
            Index(fields=("senior_id",), name="emergency_calls_by_senior"),
        )
        constraints = (UniqueConstraint(fields=("told_of",), name="emergency_calls_once"),)
