"""The rows of schema `identity`.

A field that holds personal data says so in its description, `personal: <what and why>`; the
description becomes the column's comment, so the database itself can be asked.
"""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from domains.identity.contact_models import ContactNumber
from domains.identity.family_models import (
    GuardianshipClaim,
    Invitation,
    RoleProposal,
    Sitting,
    StandIn,
    Unit,
)
from domains.identity.provider_models import ProviderLogout
from domains.identity.token_models import EndedSession, SigningKey
from domains.identity.vocabulary import Platform, RelationKind
from domains.kernel.actor import Role
from domains.kernel.text import Locale

__all__ = [
    "Account",
    "ContactNumber",
    "Device",
    "EndedSession",
    "GuardianshipClaim",
    "Invitation",
    "Person",
    "ProviderLogout",
    "Relation",
    "RoleGrant",
    "RoleProposal",
    "Session",
    "SignInCode",
    "SigningKey",
    "Sitting",
    "StandIn",
    "Unit",
]


class Person(Model):
    """A human being known to Osan Talk, with or without an account of their own."""

    id = fields.UUIDField(primary_key=True)
    display_name = fields.BinaryField(
        description="personal: the name that family and staff see (sealed for the person)"
    )
    birth_date = fields.DateField(
        null=True, description="personal: decides who consents (under 14: the guardian)"
    )
    locale = fields.CharEnumField(
        Locale, max_length=2, description="personal: the language they are addressed in"
    )
    created_at = fields.DatetimeField()
    became_id = fields.UUIDField(
        null=True,
        db_index=True,
        description="personal: as whom this sign-in goes on; the row is empty since",
    )

    class Meta:
        app, schema, table = "identity", "identity", "people"


class Account(Model):
    """One way to sign in: a provider's stable name for a person."""

    id = fields.UUIDField(primary_key=True)
    provider = fields.CharField(max_length=40)
    subject = fields.CharField(
        max_length=255, description="personal: the provider's identifier of the person"
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "identity.Person", on_delete=fields.RESTRICT
    )
    person_id: UUID
    created_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "identity", "identity", "accounts"
        unique_together = (("provider", "subject"),)


class Relation(Model):
    """The holder stands in for the subject from its start until its end.

    A row is never deleted and its past never rewritten: it is only ended.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(RelationKind, max_length=20, description="a RelationKind")
    holder: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "identity.Person",
        on_delete=fields.RESTRICT,
        description="personal: who is tied to whom",
    )
    holder_id: UUID
    subject_id = fields.UUIDField(
        description="personal: a person; else the id of a class, shop or dong"
    )
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(null=True)
    granted_by = fields.CharField(max_length=80, description="a person's id, or system:<name>")
    ended_by = fields.CharField(
        max_length=80, null=True, description="a person's id, or system:<name>"
    )
    evidence = fields.BinaryField(
        null=True,
        description="personal: what was shown, such as a register (sealed for the holder)",
    )
    sharing = ArrayField(
        "TEXT", null=True, description="SharingScopes that a senior gives; null: all of them"
    )

    class Meta:
        app, schema, table = "identity", "identity", "relations"
        indexes = (
            Index(fields=("subject_id", "kind"), name="relations_by_subject"),
            Index(fields=("holder_id", "kind"), name="relations_by_holder"),
        )
        constraints = (
            UniqueConstraint(
                fields=("kind", "holder_id", "subject_id"),
                name="relations_one_open",
                condition="ends_at IS NULL",
            ),
            CheckConstraint(check="ends_at >= starts_at", name="relations_end_after_start"),
        )


class RoleGrant(Model):
    """A person's office, in the whole city or at one unit, from its start until its end."""

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "identity.Person", on_delete=fields.RESTRICT
    )
    person_id: UUID
    role = fields.CharEnumField(Role, max_length=20, description="a Role")
    unit_id = fields.UUIDField(null=True)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(null=True)
    granted_by = fields.CharField(max_length=80, description="a person's id, or system:<name>")
    ended_by = fields.CharField(
        max_length=80, null=True, description="a person's id, or system:<name>"
    )

    class Meta:
        app, schema, table = "identity", "identity", "role_grants"
        indexes = (
            Index(fields=("person_id",), name="role_grants_by_person"),
            Index(fields=("role",), name="role_grants_by_role"),
            Index(fields=("unit_id",), name="role_grants_by_unit"),
        )
        constraints = (
            UniqueConstraint(
                fields=("person_id", "role"),
                name="role_grants_one_open",
                condition="ends_at IS NULL AND unit_id IS NULL",
            ),
            UniqueConstraint(
                fields=("person_id", "role", "unit_id"),
                name="role_grants_one_open_at_unit",
                condition="ends_at IS NULL AND unit_id IS NOT NULL",
            ),
        )


class Device(Model):
    """A phone, browser or tracker of one person.

    `credential_hash` is the plain SHA-256 of a 256-bit random secret. A slow password hash
    would protect nothing here: no dictionary holds such a secret, and every position pays.
    """

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "identity.Person", on_delete=fields.RESTRICT
    )
    person_id: UUID
    name = fields.BinaryField(
        description="personal: what the owner calls it (sealed for the owner)"
    )
    platform = fields.CharEnumField(Platform, max_length=10, description="a Platform")
    push_token = fields.CharField(
        max_length=1400, null=True, unique=True, description="personal: reaches one installation"
    )
    credential_hash = fields.BinaryField(null=True)
    credential_issued_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField(
        null=True, description="personal: when it was last heard of, to within minutes"
    )
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "identity", "identity", "devices"
        indexes = (Index(fields=("person_id",), name="devices_by_person"),)


class Session(Model):
    """One signed-in installation; its refresh tokens are kept only as hashes.

    `refresh_hash` is the newest unused token; what the other hashes are for, `refresh_policy`
    tells.
    """

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "identity.Person", on_delete=fields.RESTRICT
    )
    person_id: UUID
    device_name = fields.BinaryField(
        description="personal: so that the owner recognises the session (sealed for the owner)"
    )
    created_at = fields.DatetimeField()
    signed_in_at = fields.DatetimeField(
        null=True, description="when the person proved who they are; null: at created_at"
    )
    provider = fields.CharField(max_length=40, null=True)
    provider_sid = fields.CharField(
        max_length=255, null=True, description="the provider's session, for its logout"
    )
    provider_subject = fields.CharField(
        max_length=255, null=True, description="personal: the provider's identifier of the person"
    )
    last_used_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    revoked_because = fields.CharField(max_length=40, null=True)
    family_hash = fields.BinaryField(
        null=True, description="of what all its tokens share; null: opened before they did"
    )
    refresh_hash = fields.BinaryField()
    sibling_hashes = ArrayField("BYTEA", null=True)
    previous_refresh_hash = fields.BinaryField(null=True)
    overtaken_hashes = ArrayField("BYTEA", null=True)
    successor_salt = fields.BinaryField(
        null=True, description="of the release before; nobody reads it any more"
    )
    rotated_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "identity", "identity", "sessions"
        indexes = (Index(fields=("person_id",), name="sessions_by_person"),)


class SignInCode(Model):
    """The one-time code that hands a finished sign-in from the browser to an app (RFC 8252)."""

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "identity.Person", on_delete=fields.RESTRICT
    )
    person_id: UUID
    code_hash = fields.BinaryField()
    code_challenge = fields.CharField(max_length=128, description="PKCE S256 of the app")
    redirect_uri = fields.CharField(max_length=255)
    signed_in_at = fields.DatetimeField(null=True)
    provider = fields.CharField(max_length=40, null=True)
    provider_sid = fields.CharField(max_length=255, null=True)
    provider_subject = fields.CharField(
        max_length=255, null=True, description="personal: the provider's identifier of the person"
    )
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    session_id = fields.UUIDField(null=True)

    class Meta:
        app, schema, table = "identity", "identity", "sign_in_codes"
