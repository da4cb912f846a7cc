"""The ledger of decisions, what stands by it, and who looked at whose location."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class LedgerEntry(Model):
    """One decision of one person about one purpose, with the text they saw. Append-only."""

    id: UUID = fields.UUIDField(primary_key=True)
    subject_id: UUID = fields.UUIDField()
    purpose: str = fields.CharField(max_length=40)
    action: str = fields.CharField(max_length=12)
    text_version: int = fields.SmallIntField()
    locale: str = fields.CharField(max_length=5)
    text_shown: str = fields.TextField()
    decided_by: UUID | None = fields.UUIDField(null=True)
    at: datetime = fields.DatetimeField()

    class Meta:
        app, schema, table = "consent", "consent", "ledger"
        indexes = [("subject_id", "purpose", "at")]


class Standing(Model):
    """What stands now for one subject and purpose: the ledger's last word, lockable.

    Users of the data share-lock the row until their commit, a withdrawal waits for them and
    those who come later see it: so nothing is collected after a withdrawal was answered.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    subject_id: UUID = fields.UUIDField()
    purpose: str = fields.CharField(max_length=40)
    stands: bool = fields.BooleanField()
    entry_id: UUID = fields.UUIDField()
    changed_at: datetime = fields.DatetimeField()

    class Meta:
        app, schema, table = "consent", "consent", "standing"
        unique_together = [("subject_id", "purpose")]


class LocationUse(Model):
    """Who used or was given whose location, why and when; never the location itself.

    위치정보법 §16②: kept six months.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    at: datetime = fields.DatetimeField(db_index=True)
    subject_id: UUID = fields.UUIDField()
    purpose: str = fields.CharField(max_length=40)
    act: str = fields.CharField(max_length=10)
    actor_id: UUID | None = fields.UUIDField(null=True)
    actor_system: str | None = fields.CharField(max_length=60, null=True)
    receiver_id: UUID | None = fields.UUIDField(null=True)

    class Meta:
        app, schema, table = "consent", "consent", "location_uses"
        indexes = [("subject_id", "at")]
