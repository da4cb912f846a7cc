"""Rows that every domain shares: what happened, who did it, what was answered."""

from tortoise import fields
from tortoise.models import Model


class OutboxRow(Model):
    """One event, recorded in the transaction of its cause, done in the transaction of its effect.

    Due while `done_at` is null and `available_at` has come; `offered_until` is the relay's lease:
    an offer that nobody finished by then is made again. Rows of one `ordering_key` are offered one
    after the other; an `urgent` row is offered before all others and never given up.
    """

    id = fields.UUIDField(primary_key=True)
    topic = fields.CharField(max_length=80)
    version = fields.SmallIntField()
    ordering_key = fields.UUIDField(null=True)
    urgent = fields.BooleanField(db_default=False)
    payload = fields.BinaryField()
    occurred_at = fields.DatetimeField()
    available_at = fields.DatetimeField()
    offered_until = fields.DatetimeField(null=True)
    attempts = fields.SmallIntField(default=0)
    done_at = fields.DatetimeField(null=True)
    gave_up_at = fields.DatetimeField(null=True)
    last_error = fields.CharField(max_length=200, null=True)

    class Meta:
        app, schema, table = "kernel", "kernel", "outbox"


class AuditEntry(Model):
    """Who did what, for whom: never with a payload, never changed."""

    id = fields.UUIDField(primary_key=True)
    at = fields.DatetimeField()
    actor_id = fields.UUIDField(null=True)
    actor_system = fields.CharField(max_length=60, null=True)
    on_behalf_of = fields.UUIDField(null=True)
    action = fields.CharField(max_length=80)
    subject_id = fields.UUIDField(null=True, description="personal: whose affair")
    reference = fields.UUIDField(null=True)
    why = fields.CharField(max_length=20, null=True)
    """A code of `kernel.why`; null in rows of before there were reasons."""

    class Meta:
        app, schema, table = "kernel", "kernel", "audit"


class Answer(Model):
    """The first answer to a request, given again when the phone asks twice."""

    id = fields.UUIDField(primary_key=True)
    actor_id = fields.UUIDField()
    operation = fields.CharField(max_length=60)
    request_id = fields.CharField(max_length=64)
    fingerprint = fields.BinaryField()
    outcome = fields.BinaryField(description="personal: what the sender was told (sealed)")
    answered_at = fields.DatetimeField(db_index=True)

    class Meta:
        app, schema, table = "kernel", "kernel", "answers"
        unique_together = (("actor_id", "operation", "request_id"),)
