"""The rows of schema `notifications`.

`notifications.deliveries`, one row an event and device, is partitioned by event id and therefore
plain SQL: see migration `0002_deliveries`.
"""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.models import Model

from notifications.campaign_models import Campaign, CampaignTally
from notifications.fallback_models import Fallback, ReportNonce

__all__ = [
    "Campaign",
    "CampaignTally",
    "Decision",
    "Fallback",
    "InboxEntry",
    "Notice",
    "Preferences",
    "ReportNonce",
]

OWNER = "personal: under whose key the words lie: of whom they speak, else the reader"
SHOWN = "personal: the text as shown (sealed for the owner); null: a campaign's words"


class Notice(Model):
    """One notification or retraction, as it was stated: what deliveries are composed from."""

    event_id = fields.UUIDField(primary_key=True)
    tag = fields.CharField(max_length=64)
    occurred_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    category = fields.CharField(max_length=12)
    subject_id = fields.UUIDField(null=True, description="personal: of whom it speaks")
    purpose = fields.CharField(max_length=40, null=True)
    position_purpose = fields.CharField(max_length=40, null=True)
    notification = fields.TextField(
        null=True, description="as JSON, without its names and position; null retracts"
    )
    owner_id = fields.UUIDField(null=True, description=OWNER)
    names = fields.BinaryField(
        null=True, description="personal: names and places, as JSON (sealed for the owner)"
    )
    position = fields.BinaryField(
        null=True, description="personal: an SOS's position, as JSON (sealed for the owner)"
    )
    reader_id = fields.UUIDField(
        null=True, description="personal: whose reading it tells their other phones"
    )

    class Meta:
        app, schema, table = "notifications", "notifications", "notices"
        indexes = (
            Index(fields=("tag",), name="notices_by_tag"),
            Index(fields=("subject_id",), name="notices_by_subject"),
        )


class Decision(Model):
    """What the gate said about one person and one event, and why."""

    id = fields.UUIDField(primary_key=True)
    event_id = fields.UUIDField()
    person_id = fields.UUIDField(description="personal: about whom")
    verdict = fields.CharField(max_length=5, description="allow, hold or deny")
    reason = fields.CharField(max_length=20)
    held_until = fields.DatetimeField(null=True)
    decided_at = fields.DatetimeField()
    topic = fields.CharField(max_length=20, null=True)
    category = fields.CharField(max_length=12, null=True)

    class Meta:
        app, schema, table = "notifications", "notifications", "decisions"
        unique_together = (("event_id", "person_id"),)
        indexes = (Index(fields=("person_id", "id"), name="decisions_by_person"),)


class Preferences(Model):
    """A person's wishes, as far as they said any; without a row there are none."""

    person_id = fields.UUIDField(primary_key=True, description="personal: whose wishes")
    muted = ArrayField("TEXT", default=[], description="personal: as advertising.sms, sorted")
    quiet_from = fields.SmallIntField(
        null=True, description="personal: minutes since Seoul's midnight, in quarters of an hour"
    )
    quiet_to = fields.SmallIntField(
        null=True, description="personal: minutes since Seoul's midnight, in quarters of an hour"
    )
    digest_at = fields.SmallIntField(
        null=True, description="personal: minutes since Seoul's midnight, in quarters of an hour"
    )
    digested = ArrayField("TEXT", default=[], description="personal: categories, sorted")
    large_text = fields.BooleanField(default=False, description="personal: reads large letters")
    changed_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "notifications", "notifications", "preferences"


class Digest(Model):
    """News that is told together; its id is the event id of the push that tells it."""

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField(description="personal: whose digest")
    due_at = fields.DatetimeField()
    told_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "notifications", "notifications", "digests"


class InboxEntry(Model):
    """What somebody was told, as it was worded then; the list behind the bell."""

    id = fields.UUIDField(primary_key=True)
    event_id = fields.UUIDField()
    person_id = fields.UUIDField(description="personal: whose inbox")
    tag = fields.CharField(max_length=64)
    kind = fields.CharField(max_length=40)
    category = fields.CharField(max_length=12)
    owner_id = fields.UUIDField(description=OWNER)
    title = fields.BinaryField(null=True, description=SHOWN)
    body = fields.BinaryField(null=True, description=SHOWN)
    deep_link = fields.CharField(max_length=200)
    occurred_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    visible_from = fields.DatetimeField(description="later than created_at when the gate held it")
    read_at = fields.DatetimeField(null=True, description="personal: when its reader saw it")
    retracted_at = fields.DatetimeField(null=True)
    changed_in = fields.BigIntField(
        default=0, description="the transaction that last changed it: a feed goes on from there"
    )

    class Meta:
        app, schema, table = "notifications", "notifications", "inbox"
        unique_together = (("event_id", "person_id"),)
        indexes = (Index(fields=("person_id", "id"), name="inbox_by_person"),)
