"""The rows about what sign-in providers told us."""

from tortoise import fields
from tortoise.models import Model


class ProviderLogout(Model):
    """A logout token that was heard, so that it is not heard twice; forgotten when it is over.

    Whom it named stays as long, hashed: a sign-in that had begun before must not outlive it.
    """

    id = fields.UUIDField(primary_key=True)
    provider = fields.CharField(max_length=40)
    token_hash = fields.BinaryField()
    sid_hash = fields.BinaryField(null=True)
    subject_hash = fields.BinaryField(null=True)
    heard_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(db_index=True)

    class Meta:
        app, schema, table = "identity", "identity", "provider_logouts"
        unique_together = (("provider", "token_hash"),)
