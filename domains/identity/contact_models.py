"""The rows of schema `identity` about telephone numbers."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

if TYPE_CHECKING:
    from domains.identity.models import Person


class ContactNumber(Model):
    """A number at which somebody wants to be written to or called when no push reaches them.

    Each way that the number takes has an id of its own, by which deliveries know it: null where
    it takes none. It counts from `verified_at` on. `code_hash` is scrypt: see `invitation_code`.
    """

    id = fields.UUIDField(primary_key=True)
    person: "fields.ForeignKeyRelation[Person]" = fields.ForeignKeyField(
        "identity.Person", on_delete=fields.RESTRICT
    )
    person_id: UUID
    number = fields.BinaryField(description="personal: in E.164 (sealed for the person)")
    bucket = fields.SmallIntField(
        null=True, description="personal: which of 4,096 parts the number lies in"
    )
    sms_line_id = fields.UUIDField(null=True, unique=True)
    voice_line_id = fields.UUIDField(null=True, unique=True)
    added_at = fields.DatetimeField()
    asked_at = fields.DatetimeField(description="when a code was last asked for")
    code_hash = fields.BinaryField(null=True)
    code_ends_at = fields.DatetimeField(null=True)
    code_tries = fields.SmallIntField(default=0)
    verified_at = fields.DatetimeField(
        null=True, description="personal: when a code from it was typed"
    )

    class Meta:
        app, schema, table = "identity", "identity", "contact_numbers"
        indexes = (
            Index(fields=("person_id",), name="contact_numbers_by_person"),
            Index(fields=("bucket",), name="contact_numbers_by_bucket"),
        )
