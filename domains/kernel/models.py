"""Rows that every domain shares: what happened, who did it, what was answered."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class OutboxRow(Model):
    """One event, recorded in the transaction of its cause, done in the transaction of its effect.

    Due while `done_at` is null and `available_at` has come; `offered_until` is the relay's lease:
    an offer that nobody finished by then is made again.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    topic: str = fields.CharField(max_length=80)
    version: int = fields.SmallIntField()
    payload: bytes = fields.BinaryField()
    occurred_at: datetime = fields.DatetimeField()
    available_at: datetime = fields.DatetimeField()
    offered_until: datetime | None = fields.DatetimeField(null=True)
    attempts: int = fields.SmallIntField(default=0)
    done_at: datetime | None = fields.DatetimeField(null=True)
    gave_up_at: datetime | None = fields.DatetimeField(null=True)
    last_error: str | None = fields.CharField(max_length=200, null=True)

    class Meta:
        app, schema, table = "kernel", "kernel", "outbox"


class AuditEntry(Model):
    """Who did what, for whom: never with a payload, never changed."""

    id: UUID = fields.UUIDField(primary_key=True)
    at: datetime = fields.DatetimeField()
    actor_id: UUID | None = fields.UUIDField(null=True)
    actor_system: str | None = fields.CharField(max_length=60, null=True)
    on_behalf_of: UUID | None = fields.UUIDField(null=True)
    action: str = fields.CharField(max_length=80)
    subject_id: UUID | None = fields.UUIDField(null=True)
    reference: UUID | None = fields.UUIDField(null=True)

    class Meta:
        app, schema, table = "kernel", "kernel", "audit"
        indexes = [("subject_id", "at")]


class Answer(Model):
    """The first answer to a request, given again when the phone asks twice."""

    id: UUID = fields.UUIDField(primary_key=True)
    actor_id: UUID = fields.UUIDField()
    operation: str = fields.CharField(max_length=60)
    request_id: str = fields.CharField(max_length=64)
    fingerprint: bytes = fields.BinaryField()
    outcome: bytes = fields.BinaryField()
    answered_at: datetime = fields.DatetimeField(db_index=True)

    class Meta:
        app, schema, table = "kernel", "kernel", "answers"
        unique_together = [("actor_id", "operation", "request_id")]
