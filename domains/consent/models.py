"""The ledger of decisions, what stands by it, what is due, and who looked at whose location."""

from typing import Any

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model


class LedgerEntry(Model):
    """One word about one purpose: who said it, for whom, by what way, having read which text.

    Append-only. `stands_until` is set where the word ends by itself: a guardian's with the
    child's fourteenth birthday, one given for a time with its term; `because` says which rule
    spoke. The column `number`, which the database counts, orders a subject's entries.
    """

    id = fields.UUIDField(primary_key=True)
    subject_id = fields.UUIDField(description="personal: whose consent")
    purpose = fields.CharField(max_length=40)
    action = fields.CharField(max_length=12)
    text_version = fields.SmallIntField()
    locale = fields.CharField(max_length=5)
    text_shown = fields.TextField()
    decided_by = fields.UUIDField(null=True, description="personal: who decided")
    at = fields.DatetimeField()
    because = fields.CharField(max_length=12, null=True)
    channel = fields.CharField(max_length=10, db_default="online")
    on_behalf_of = fields.UUIDField(null=True, description="personal: for whom a stand-in spoke")
    stands_until = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "consent", "consent", "ledger"
        indexes = (("subject_id", "purpose", "at"),)


class Standing(Model):
    """What stands now for one subject: the ledger's last word in one lockable row.

    Users of the data share-lock the row until their commit, a withdrawal waits for them and
    those who come later see it: so nothing is collected after a withdrawal was answered.

    `terms` says by purpose which `version` of the text was agreed to and `until` when it stands
    at most; who asks compares that with the present, so an end needs no job to take effect.
    `ends_at` is the earliest of those ends, for the job that follows.

    `suspended_since` is set while the person wants nothing processed (개인정보 보호법 §37): no new
    yes is taken until they lift it.
    """

    subject_id = fields.UUIDField(primary_key=True, description="personal: whose consents")
    purposes = ArrayField("TEXT")
    changed_at = fields.DatetimeField()
    terms: dict[str, Any] = fields.JSONField(db_default={})
    ends_at = fields.DatetimeField(null=True)
    suspended_since = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "consent", "consent", "standing"


class Timer(Model):
    """Something to do about a subject at `due_at`; done once, when `fired_at` is set.

    `about` is the moment that it speaks of: a birthday, the day of a grant, the first day of a
    digest. `purpose` is empty where it is about the person.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=20)
    subject_id = fields.UUIDField(description="personal: about whom")
    purpose = fields.CharField(max_length=40, default="")
    about = fields.DatetimeField()
    due_at = fields.DatetimeField()
    fired_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "consent", "consent", "timers"
        unique_together = (("subject_id", "kind", "purpose", "due_at"),)


class Erasure(Model):
    """One store's part in destroying what was held under an ended purpose.

    `case_id` is the ledger entry that ended it. The store named "database" is done in the same
    transaction; the others prove by job that they hold nothing more. `proof` is numbers and
    digests, never what was erased.
    """

    id = fields.UUIDField(primary_key=True)
    case_id = fields.UUIDField()
    subject_id = fields.UUIDField(description="personal: whose data")
    purpose = fields.CharField(max_length=40)
    store = fields.CharField(max_length=40)
    before = fields.DatetimeField()
    due_at = fields.DatetimeField()
    next_try_at = fields.DatetimeField(null=True)
    attempts = fields.SmallIntField(default=0)
    last_error = fields.CharField(max_length=80, null=True)
    alarmed_at = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)
    proof: dict[str, Any] | None = fields.JSONField(null=True)

    class Meta:
        app, schema, table = "consent", "consent", "erasures"
        unique_together = (("case_id", "store"),)
        indexes = (("subject_id", "id"),)


class NoticeChoice(Model):
    """How often a person is told that their location was given to somebody (위치정보법 §19④)."""

    subject_id = fields.UUIDField(primary_key=True, description="personal: whose location")
    notices = fields.CharField(max_length=10)
    decided_by = fields.UUIDField(
        null=True, description="personal: who decided; null: somebody who was erased"
    )
    since = fields.DatetimeField()

    class Meta:
        app, schema, table = "consent", "consent", "notice_choices"


class LocationUse(Model):
    """Who used or was given whose location, why and when; never the location itself.

    위치정보법 §16②: kept six months. In the database it is partitioned by the month of `at`, so
    that what is old is dropped a month at a time; its primary key there is (id, at).
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
