"""The rows of schema `identity` about invitations, claims, offices and stand-ins."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from domains.identity.invitation_policy import Offer, Stage
from domains.identity.vocabulary import RelationKind, UnitKind
from domains.kernel.actor import Role


class Unit(Model):
    """A school, class, shop, centre, dong or district, and the one that it stands within."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(UnitKind, max_length=20, description="a UnitKind")
    name = fields.CharField(max_length=80)
    within_id = fields.UUIDField(null=True)
    registered_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "identity", "identity", "units"
        indexes = (Index(fields=("within_id",), name="units_by_outer"),)


class Invitation(Model):
    """One side of a tie asks, the other side answers with the code; one use, then it is history.

    Of holder and subject exactly one is empty while it is open: the place of whoever accepts.
    `code_hash` is scrypt, since a code that people can type is short: see `invitation_code`.
    """

    id = fields.UUIDField(primary_key=True)
    offer = fields.CharEnumField(Offer, max_length=20, description="an Offer")
    stage = fields.CharEnumField(Stage, max_length=10, description="a Stage")
    code_hash = fields.BinaryField()
    inviter_id = fields.UUIDField(description="personal: who asks")
    holder_id = fields.UUIDField(null=True, description="personal: who would stand in")
    subject_id = fields.UUIDField(null=True, description="personal: for whom")
    sharing = ArrayField("TEXT", null=True, description="SharingScopes that the senior gives")
    evidence = fields.BinaryField(
        null=True, description="personal: what the holder shows (sealed for the holder)"
    )
    made_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    accepted_by = fields.UUIDField(null=True, description="personal: who answered")
    accepted_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    outcome_id = fields.UUIDField(null=True, description="the relation, claim or stand-in made")

    class Meta:
        app, schema, table = "identity", "identity", "invitations"
        indexes = (
            Index(fields=("inviter_id",), name="invitations_by_inviter"),
            Index(fields=("accepted_by",), name="invitations_by_accepter"),
            Index(fields=("expires_at",), name="invitations_by_end"),
        )
        constraints = (UniqueConstraint(fields=("code_hash",), name="invitations_one_code"),)


class GuardianshipClaim(Model):
    """Somebody shows why they stand in for a person; an officer who is no party decides.

    A claim that an officer brought has `brought_by` that officer, and wants another one.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(RelationKind, max_length=20, description="a RelationKind")
    holder_id = fields.UUIDField(description="personal: who would stand in")
    subject_id = fields.UUIDField(description="personal: for whom; perhaps nobody we know")
    brought_by = fields.UUIDField(description="personal: the holder, or the officer who saw it")
    endorsed_by = fields.UUIDField(null=True, description="personal: the other side of a code")
    evidence = fields.BinaryField(description="personal: what was shown (sealed for the holder)")
    ends_at = fields.DatetimeField(null=True)
    brought_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)
    decided_by = fields.UUIDField(null=True, description="personal: the officer, or who withdrew")
    decision = fields.CharField(max_length=10, null=True, description="a ClaimDecision")
    reason = fields.BinaryField(
        null=True, description="personal: why it was refused (sealed for the holder)"
    )
    relation_id = fields.UUIDField(null=True)

    class Meta:
        app, schema, table = "identity", "identity", "guardianship_claims"
        indexes = (Index(fields=("holder_id",), name="guardianship_claims_by_holder"),)
        constraints = (
            UniqueConstraint(
                fields=("kind", "holder_id", "subject_id"),
                name="guardianship_claims_one_open",
                condition="decided_at IS NULL",
            ),
        )


class RoleProposal(Model):
    """An office that takes two to give: proposed by one, confirmed by another."""

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField(description="personal: who would hold the office")
    role = fields.CharEnumField(Role, max_length=20, description="a Role")
    unit_id = fields.UUIDField(null=True)
    ends_at = fields.DatetimeField(null=True)
    proposed_by = fields.UUIDField(description="personal: who proposed")
    proposed_at = fields.DatetimeField()
    decided_by = fields.UUIDField(null=True, description="personal: who decided")
    decided_at = fields.DatetimeField(null=True)
    confirmed = fields.BooleanField(null=True)

    class Meta:
        app, schema, table = "identity", "identity", "role_proposals"
        constraints = (
            UniqueConstraint(
                fields=("person_id", "role"),
                name="role_proposals_one_open",
                condition="decided_at IS NULL",
            ),
        )


class StandIn(Model):
    """A centre acts for somebody without a phone, on their proof, until they take over.

    It stands from `witnessed_at` on: a second member of staff saw the proof too, or the person's
    spoken confirmation was recorded (`spoken`).
    """

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField(description="personal: for whom the centre acts")
    centre_id = fields.UUIDField()
    proof_kind = fields.CharField(max_length=20, description="a ProofKind")
    proof = fields.BinaryField(description="personal: what was shown (sealed for the person)")
    spoken = fields.BinaryField(
        null=True, description="personal: where the spoken word lies (sealed for the person)"
    )
    opened_by = fields.UUIDField()
    opened_at = fields.DatetimeField()
    witnessed_by = fields.UUIDField(null=True)
    witnessed_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    ended_because = fields.CharField(max_length=20, null=True)

    class Meta:
        app, schema, table = "identity", "identity", "stand_ins"
        indexes = (Index(fields=("centre_id",), name="stand_ins_by_centre"),)
        constraints = (
            UniqueConstraint(
                fields=("person_id",),
                name="stand_ins_one_open",
                condition="ended_at IS NULL",
            ),
        )


class Sitting(Model):
    """The person sits at the desk: for these minutes one member of staff acts for them."""

    id = fields.UUIDField(primary_key=True)
    stand_in: fields.ForeignKeyRelation[StandIn] = fields.ForeignKeyField(
        "identity.StandIn", on_delete=fields.CASCADE
    )
    stand_in_id: UUID
    staff_id = fields.UUIDField()
    begun_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "identity", "identity", "sittings"
        indexes = (Index(fields=("staff_id", "ends_at"), name="sittings_by_staff"),)
        constraints = (CheckConstraint(check="ends_at >= begun_at", name="sittings_end_after"),)
