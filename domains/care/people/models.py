"""The rows of schema `care` about people: who is cared for, who is asked, who is on duty."""

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from domains.care.people.vocabulary import Depth, DutyDay, PauseReason, Way


class Enrolment(Model):
    """One senior's care, from the first asking until its end, which destroys it.

    `stands_since` is empty while a centre has not accepted what was asked in the app.
    """

    id = fields.UUIDField(primary_key=True)
    senior_id = fields.UUIDField(unique=True, description="personal: who is cared for")
    centre_id = fields.UUIDField()
    way = fields.CharEnumField(Way, max_length=8, description="a Way")
    proof = fields.BinaryField(
        null=True, description="personal: where the signed paper lies (sealed for the senior)"
    )
    own_words = fields.BinaryField(
        null=True, description="personal: the plan in her own words (sealed for the senior)"
    )
    worker_depth = fields.CharEnumField(Depth, max_length=8, description="a Depth")
    centre_depth = fields.CharEnumField(Depth, max_length=8, description="a Depth")
    asked_at = fields.DatetimeField()
    stands_since = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "care", "care", "enrolments"
        indexes = (Index(fields=("centre_id",), name="enrolments_by_centre"),)


class Residence(Model):
    """Where a senior lives or lived while she was cared for; the open one is the present one."""

    id = fields.UUIDField(primary_key=True)
    enrolment: fields.ForeignKeyRelation[Enrolment] = fields.ForeignKeyField(
        "care.Enrolment", on_delete=fields.CASCADE
    )
    enrolment_id: UUID
    senior_id = fields.UUIDField(description="personal: who lives there")
    dong_id = fields.UUIDField()
    address = fields.BinaryField(description="personal: for 119 (sealed for the senior)")
    key_box_note = fields.BinaryField(
        null=True, description="personal: how to get in, for 119 (sealed for the senior)"
    )
    place = fields.BinaryField(
        null=True, description="personal: where on a map, if she wants (sealed for the senior)"
    )
    since = fields.DatetimeField()
    until = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "care", "care", "residences"
        indexes = (
            Index(fields=("senior_id",), name="residences_by_senior"),
            Index(fields=("dong_id",), name="residences_by_dong"),
        )
        constraints = (
            UniqueConstraint(
                fields=("enrolment_id",), name="residences_one_open", condition="until IS NULL"
            ),
        )


class GuardianContact(Model):
    """A guardian whom the senior wants asked, in her order; hours are the guardian's own."""

    id = fields.UUIDField(primary_key=True)
    enrolment: fields.ForeignKeyRelation[Enrolment] = fields.ForeignKeyField(
        "care.Enrolment", on_delete=fields.CASCADE
    )
    enrolment_id: UUID
    senior_id = fields.UUIDField(description="personal: about whom")
    person_id = fields.UUIDField(description="personal: who is asked")
    rank = fields.SmallIntField()
    time_zone = fields.CharField(max_length=40)
    hours: list[dict[str, Any]] = fields.JSONField(description="personal: when they may be called")
    depth = fields.CharEnumField(Depth, max_length=8, description="a Depth")

    class Meta:
        app, schema, table = "care", "care", "contacts"
        unique_together = (("enrolment_id", "person_id"),)
        indexes = (
            Index(fields=("senior_id",), name="contacts_by_senior"),
            Index(fields=("person_id",), name="contacts_by_person"),
        )


class Pause(Model):
    """Everything is quiet from `since` until `until`, or until somebody ended it before."""

    id = fields.UUIDField(primary_key=True)
    enrolment: fields.ForeignKeyRelation[Enrolment] = fields.ForeignKeyField(
        "care.Enrolment", on_delete=fields.CASCADE
    )
    enrolment_id: UUID
    senior_id = fields.UUIDField(description="personal: whose")
    reason = fields.CharEnumField(PauseReason, max_length=10, description="personal: a PauseReason")
    since = fields.DatetimeField()
    until = fields.DatetimeField(description="personal: when she is back")
    ended_at = fields.DatetimeField(null=True)
    asked_by = fields.UUIDField(description="personal: who said so")

    class Meta:
        app, schema, table = "care", "care", "pauses"
        indexes = (Index(fields=("senior_id",), name="pauses_by_senior"),)
        constraints = (
            UniqueConstraint(
                fields=("enrolment_id",), name="pauses_one_open", condition="ended_at IS NULL"
            ),
        )


class ServedDong(Model):
    """Which centre looks after the seniors of a dong and keeps its rota."""

    dong_id = fields.UUIDField(primary_key=True)
    centre_id = fields.UUIDField()
    since = fields.DatetimeField()

    class Meta:
        app, schema, table = "care", "care", "served_dongs"
        indexes = (Index(fields=("centre_id",), name="served_dongs_by_centre"),)


class Shift(Model):
    """When a care worker is on duty for a dong: each week, by the clock in Osan.

    One that closes before it opens goes on past midnight.
    """

    id = fields.UUIDField(primary_key=True)
    dong_id = fields.UUIDField()
    worker_id = fields.UUIDField(description="personal: who is on duty")
    stand_in_id = fields.UUIDField(null=True, description="personal: who is asked after them")
    day = fields.IntEnumField(DutyDay, description="a DutyDay")
    opens = fields.CharField(max_length=5, description="HH:MM in Osan")
    closes = fields.CharField(max_length=5, description="HH:MM in Osan")
    first_day = fields.DateField()
    last_day = fields.DateField(null=True)

    class Meta:
        app, schema, table = "care", "care", "shifts"
        indexes = (
            Index(fields=("dong_id", "day"), name="shifts_by_dong"),
            Index(fields=("worker_id",), name="shifts_by_worker"),
        )


class Absence(Model):
    """Days on which a care worker is away, and who stands in; why is nobody's business here."""

    id = fields.UUIDField(primary_key=True)
    worker_id = fields.UUIDField(description="personal: who is away")
    stand_in_id = fields.UUIDField(null=True, description="personal: who takes their shifts")
    first_day = fields.DateField()
    last_day = fields.DateField()
    entered_by = fields.UUIDField(description="personal: who said so")

    class Meta:
        app, schema, table = "care", "care", "absences"
        indexes = (Index(fields=("worker_id", "last_day"), name="absences_by_worker"),)
        constraints = (
            CheckConstraint(check="last_day >= first_day", name="absences_end_after_start"),
        )
