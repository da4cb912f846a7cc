"""The ledger of decisions, what stands by it, and who looked at whose location."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model


class LedgerEntry(Model):
    """One decision of one person about one purpose, with the text they saw. Append-only."""

    id = fields.UUIDField(primary_key=True)
    subject_id = fields.UUIDField(description="personal: whose consent")
    purpose = fields.CharField(max_length=40)
    action = fields.CharField(max_length=12)
    text_version = fields.SmallIntField()
    locale = fields.CharField(max_length=5)
    text_shown = fields.TextField()
    decided_by = fields.UUIDField(null=True, description="personal: who decided")
    at = fields.DatetimeField()

    class Meta:
        app, schema, table = "consent", "consent", "ledger"
        indexes = (("subject_id", "purpose", "at"),)


class Standing(Model):
    """What stands now for one subject: the ledger's last word in one lockable row.

    Users of the data share-lock the row until their commit, a withdrawal waits for them and
    those who come later see it: so nothing is collected after a withdrawal was answered.
    """

    subject_id = fields.UUIDField(primary_key=True, description="personal: whose consents")
    purposes = ArrayField("TEXT")
    changed_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "consent", "consent", "standing"


class LocationUse(Model):
    """Who used or was given whose location, why and when; never the location itself.

    위치정보법 §16②: kept six months.
    """

    id = fields.UUIDField(primary_key=True)
    at = fields.DatetimeField(db_index=True)
    subject_id = fields.UUIDField(description="personal: whose location")
    purposes = ArrayField("TEXT")
    act = fields.CharField(max_length=10)
    actor_id = fields.UUIDField(null=True)
    actor_system = fields.CharField(max_length=60, null=True)
    receiver_id = fields.UUIDField(null=True)

    class Meta:
        app, schema, table = "consent", "consent", "location_uses"
        indexes = (("subject_id", "at"),)
