"""The rows of schema `governance`.

Free text is sealed under the subject's own key: once the key is destroyed nobody reads it again.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domains.governance.vocabulary import (
    Alarm,
    BreachState,
    Capacity,
    CaseKind,
    CaseState,
    ExportState,
    LegalReason,
    Proof,
)
from domains.kernel.text import Locale


class Case(Model):
    """One request of one person for one right, with its legal clock.

    `last_day` is the last day for the answer, in Seoul; `due_at` the moment at which it is over.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(CaseKind, max_length=20, description="a CaseKind")
    state = fields.CharEnumField(CaseState, max_length=16, description="a CaseState")
    subject_id = fields.UUIDField(description="personal: whose data")
    applicant_id = fields.UUIDField(description="personal: who asks")
    capacity = fields.CharEnumField(Capacity, max_length=16, description="a Capacity")
    proof = fields.CharEnumField(Proof, max_length=20, null=True, description="a Proof")
    request = fields.BinaryField(null=True, description="personal: in their own words (sealed)")
    change = fields.BinaryField(null=True, description="personal: what to put right (sealed)")
    answer = fields.BinaryField(null=True, description="personal: in the desk's words (sealed)")
    locale = fields.CharEnumField(Locale, max_length=2, description="a Locale")
    legal_reason = fields.CharEnumField(
        LegalReason, max_length=24, null=True, description="a LegalReason"
    )
    kept: list[dict[str, Any]] | None = fields.JSONField(null=True)
    receipt = fields.CharField(
        max_length=64, null=True, unique=True, description="SHA-256 of the code that was given out"
    )
    assigned_to = fields.UUIDField(null=True)
    opened_at = fields.DatetimeField()
    received_at = fields.DatetimeField(null=True)
    last_day = fields.DateField(null=True)
    due_at = fields.DatetimeField(null=True)
    paused_on = fields.DateField(null=True)
    extensions = fields.SmallIntField(default=0)
    answered_at = fields.DatetimeField(null=True)
    changed_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "governance", "governance", "cases"
        indexes = (
            Index(fields=("subject_id",), name="cases_by_subject"),
            Index(fields=("applicant_id",), name="cases_by_applicant"),
            Index(fields=("state", "due_at"), name="cases_by_clock"),
        )


class CaseStep(Model):
    """One step of a case, as it was taken: who, when, from where to where."""

    id = fields.UUIDField(primary_key=True)
    case_id = fields.UUIDField(db_index=True)
    subject_id = fields.UUIDField(description="personal: whose data; the note is sealed for them")
    move = fields.CharField(max_length=20)
    state = fields.CharEnumField(CaseState, max_length=16, description="a CaseState")
    by = fields.UUIDField(null=True)
    by_system = fields.CharField(max_length=60, null=True)
    note = fields.BinaryField(null=True, description="personal: the reason told (sealed)")
    at = fields.DatetimeField()

    class Meta:
        app, schema, table = "governance", "governance", "case_steps"


class Timer(Model):
    """An alarm that rings once: about a case or a breach, for one deadline."""

    id = fields.UUIDField(primary_key=True)
    about_id = fields.UUIDField()
    alarm = fields.CharEnumField(Alarm, max_length=16, description="an Alarm")
    deadline_at = fields.DatetimeField()
    rings_at = fields.DatetimeField()
    rang_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "governance", "governance", "timers"
        unique_together = (("about_id", "alarm", "deadline_at"),)
        indexes = (Index(fields=("rings_at",), name="timers_by_moment"),)


class Export(Model):
    """One copy of a person's data, made for them; the row is the transfer log, kept three years.

    The object is sealed to `public_key`, whose private half only the passphrase yields: the
    passphrase was shown once and is stored nowhere.
    """

    id = fields.UUIDField(primary_key=True)
    case_id = fields.UUIDField(db_index=True)
    subject_id = fields.UUIDField(description="personal: whose data", db_index=True)
    asked_by = fields.UUIDField(description="personal: who asked")
    locale = fields.CharEnumField(Locale, max_length=2, description="a Locale")
    state = fields.CharEnumField(ExportState, max_length=10, description="an ExportState")
    salt = fields.BinaryField()
    public_key = fields.BinaryField()
    sections_done = fields.SmallIntField(default=0)
    sections_total = fields.SmallIntField(default=0)
    bytes = fields.BigIntField(null=True)
    sha256 = fields.BinaryField(null=True)
    asked_at = fields.DatetimeField()
    leased_until = fields.DatetimeField(null=True)
    attempts = fields.SmallIntField(default=0)
    ready_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(db_index=True)
    fetched_at = fields.DatetimeField(null=True)
    fetches = fields.SmallIntField(default=0)
    destroyed_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "governance", "governance", "exports"


class Suspension(Model):
    """A person's processing stands still until it is lifted (개인정보보호법 §37)."""

    id = fields.UUIDField(primary_key=True)
    subject_id = fields.UUIDField(description="personal: whose data", db_index=True)
    case_id = fields.UUIDField()
    since = fields.DatetimeField()
    lifted_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "governance", "governance", "suspensions"


class Erasure(Model):
    """What follows an erasure by job, with the proof of each step."""

    case_id = fields.UUIDField(primary_key=True)
    subject_id = fields.UUIDField(description="personal: whose data was erased")
    erased_at = fields.DatetimeField()
    objects_destroyed_at = fields.DatetimeField(null=True)
    events_forgotten_at = fields.DatetimeField(null=True)
    key_destroyed_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True, db_index=True)

    class Meta:
        app, schema, table = "governance", "governance", "erasures"


class Breach(Model):
    """Personal data that leaked, was lost or was forged (개인정보보호법 §34)."""

    id = fields.UUIDField(primary_key=True)
    state = fields.CharEnumField(BreachState, max_length=8, description="a BreachState")
    title = fields.CharField(max_length=200)
    what_happened = fields.TextField()
    data_concerned = fields.TextField()
    measures = fields.TextField()
    people_concerned = fields.IntField(null=True)
    sensitive = fields.BooleanField()
    from_outside = fields.BooleanField()
    found_at = fields.DatetimeField()
    opened_by = fields.UUIDField()
    opened_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    people_told_at = fields.DatetimeField(null=True)
    commission_told_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "governance", "governance", "breaches"


class TemporaryHoliday(Model):
    """A public holiday that was declared after the calendar's release (임시공휴일)."""

    day = fields.DateField(primary_key=True)
    name = fields.CharField(max_length=60)

    class Meta:
        app, schema, table = "governance", "governance", "temporary_holidays"
