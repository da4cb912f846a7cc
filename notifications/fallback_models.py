"""The rows of fallbacks and of what a telephone provider reports."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.models import Model


class Fallback(Model):
    """One alarm and one person: which way was tried last, which are left, and when to look.

    An index of the open ones by `due_at` is in the migration: a timer is a row.
    """

    id = fields.UUIDField(primary_key=True)
    event_id = fields.UUIDField()
    person_id = fields.UUIDField(description="personal: whom it must reach")
    category = fields.CharField(max_length=12)
    locale = fields.CharField(max_length=2)
    armed_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    tried = fields.CharField(max_length=8, description="push, or a Channel")
    ways_left = ArrayField("TEXT", description="Channels that were not tried yet, in order")
    due_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    ended_because = fields.CharField(max_length=10, null=True, description="a Because")

    class Meta:
        app, schema, table = "notifications", "notifications", "fallbacks"
        unique_together = (("event_id", "person_id"),)
        indexes = (Index(fields=("person_id",), name="fallbacks_by_person"),)


class ReportNonce(Model):
    """A provider's report of the last minutes: the same one twice is a replay."""

    nonce = fields.CharField(max_length=100, primary_key=True)
    seen_at = fields.DatetimeField(db_index=True)

    class Meta:
        app, schema, table = "notifications", "notifications", "report_nonces"
