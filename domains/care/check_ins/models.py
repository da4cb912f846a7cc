"""The rows of schema `care` about check-ins."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domains.care.check_ins.vocabulary import CheckInState, Meaning, Origin, Way


class StoredPlan(Model):
    """How one senior wants to be asked; locked by whoever asks or changes it."""

    senior_id = fields.UUIDField(primary_key=True, description="personal: who is asked")
    plan: dict[str, Any] = fields.JSONField(description="personal: when and how, a CheckInPlan")
    due_at = fields.DatetimeField(null=True, description="personal: the next question")
    changed_at = fields.DatetimeField()
    changed_by = fields.UUIDField(null=True, description="personal: who said so")

    class Meta:
        app, schema, table = "care", "care", "check_in_plans"


class CheckIn(Model):
    """One question, and how it ended.

    `steps` are what was planned when it was asked: a later change of plan does not touch it.
    """

    id = fields.UUIDField(primary_key=True)
    senior_id = fields.UUIDField(description="personal: who is asked")
    origin = fields.CharEnumField(Origin, max_length=10, description="an Origin")
    case_id = fields.UUIDField(null=True)
    due_at = fields.DatetimeField(description="personal: when she wanted to be asked")
    asked_at = fields.DatetimeField(description="personal: when she was")
    answerable_until = fields.DatetimeField()
    steps: list[Any] = fields.JSONField(description="Steps that follow while nobody answers")
    home_answers = fields.BooleanField()
    state = fields.CharEnumField(
        CheckInState, max_length=10, description="personal: a CheckInState"
    )
    settled_at = fields.DatetimeField(null=True, description="personal: when it ended")
    way = fields.CharEnumField(Way, max_length=12, null=True, description="personal: a Way")

    class Meta:
        app, schema, table = "care", "care", "check_ins"
        indexes = (
            Index(fields=("senior_id", "asked_at"), name="check_ins_by_senior"),
            Index(fields=("asked_at",), name="check_ins_by_age"),
        )
        unique_together = (("senior_id", "origin", "due_at"),)


class CheckInAnswer(Model):
    """What somebody said, whether asked or not; kept beside what became of the question.

    `reference` is what it answered (a push, a call, a request): said twice with the same words it
    is one answer. The words themselves are not kept.
    """

    id = fields.UUIDField(primary_key=True)
    senior_id = fields.UUIDField(description="personal: who said it")
    question_id = fields.UUIDField(description="the check-in; the senior where nobody asked")
    at = fields.DatetimeField(description="personal: when it was said")
    heard_at = fields.DatetimeField(description="personal: when we heard of it")
    way = fields.CharEnumField(Way, max_length=12, description="personal: a Way")
    meaning = fields.IntEnumField(Meaning, description="personal: a Meaning")
    reference = fields.UUIDField()

    class Meta:
        app, schema, table = "care", "care", "check_in_answers"
        indexes = (
            Index(fields=("senior_id", "at"), name="check_in_answers_by_senior"),
            Index(fields=("heard_at",), name="check_in_answers_by_age"),
        )
        unique_together = (("question_id", "reference", "meaning"),)
