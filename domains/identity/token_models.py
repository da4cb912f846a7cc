"""The rows by which every gateway judges access tokens alike."""

from tortoise import fields
from tortoise.models import Model


class EndedSession(Model):
    """A session of somebody who was erased: its access tokens may live a little longer.

    Names nobody. A gateway that hears again reads here whom it may no longer believe; the row is
    gone when no token of the session can be valid any more.
    """

    id = fields.UUIDField(primary_key=True)
    ended_at = fields.DatetimeField(db_index=True)

    class Meta:
        app, schema, table = "identity", "identity", "ended_sessions"


class SigningKey(Model):
    """A key that signs access tokens in its turn; its private part lies sealed."""

    kid = fields.CharField(primary_key=True, max_length=64)
    public_key = fields.BinaryField(description="DER of a SubjectPublicKeyInfo")
    sealed_private_key = fields.BinaryField(description="PKCS #8 under AES-256-GCM")
    published_at = fields.DatetimeField()
    signs_from = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "identity", "identity", "signing_keys"
