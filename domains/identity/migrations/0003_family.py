from tortoise import migrations
from tortoise.migrations import operations as ops
from domains.identity.invitation_policy import Offer, Stage
from domains.identity.vocabulary import RelationKind, UnitKind
from domains.kernel.actor import Role
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


class Migration(migrations.Migration):
    """Families and offices: invitations, claims, offices at one unit, stand-ins and sittings.

    Offices that were held city-wide stay so; what a guardian saw before, they still see.
    """

    dependencies = [("identity", "0002_where_sessions_come_from")]

    initial = False

    operations = [
        ops.CreateModel(
            name="GuardianshipClaim",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="a RelationKind", enum_type=RelationKind, max_length=20
                    ),
                ),
                ("holder_id", fields.UUIDField(description="personal: who would stand in")),
                (
                    "subject_id",
                    fields.UUIDField(description="personal: for whom; perhaps nobody we know"),
                ),
                (
                    "brought_by",
                    fields.UUIDField(description="personal: the holder, or the officer who saw it"),
                ),
                (
                    "endorsed_by",
                    fields.UUIDField(null=True, description="personal: the other side of a code"),
                ),
                (
                    "evidence",
                    fields.BinaryField(
                        description="personal: what was shown (sealed for the holder)"
                    ),
                ),
                ("ends_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("brought_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "decided_by",
                    fields.UUIDField(
                        null=True, description="personal: the officer, or who withdrew"
                    ),
                ),
                (
                    "decision",
                    fields.CharField(null=True, description="a ClaimDecision", max_length=10),
                ),
                (
                    "reason",
                    fields.BinaryField(
                        null=True,
                        description="personal: why it was refused (sealed for the holder)",
                    ),
                ),
                ("relation_id", fields.UUIDField(null=True)),
            ],
            options={
                "table": "guardianship_claims",
                "schema": "identity",
                "app": "identity",
                "indexes": [Index(fields=["holder_id"], name="guardianship_claims_by_holder")],
                "pk_attr": "id",
                "table_description": "Somebody shows why they stand in for a person; an officer who is no party decides.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "offer",
                    fields.CharEnumField(description="an Offer", enum_type=Offer, max_length=20),
                ),
                (
                    "stage",
                    fields.CharEnumField(description="a Stage", enum_type=Stage, max_length=10),
                ),
                ("code_hash", fields.BinaryField()),
                ("inviter_id", fields.UUIDField(description="personal: who asks")),
                (
                    "holder_id",
                    fields.UUIDField(null=True, description="personal: who would stand in"),
                ),
                ("subject_id", fields.UUIDField(null=True, description="personal: for whom")),
                (
                    "sharing",
                    ArrayField(
                        null=True,
                        description="SharingScopes that the senior gives",
                        element_type="TEXT",
                    ),
                ),
                (
                    "evidence",
                    fields.BinaryField(
                        null=True,
                        description="personal: what the holder shows (sealed for the holder)",
                    ),
                ),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("accepted_by", fields.UUIDField(null=True, description="personal: who answered")),
                (
                    "accepted_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "outcome_id",
                    fields.UUIDField(null=True, description="the relation, claim or stand-in made"),
                ),
            ],
            options={
                "table": "invitations",
                "schema": "identity",
                "app": "identity",
                "indexes": [
                    Index(fields=["inviter_id"], name="invitations_by_inviter"),
                    Index(fields=["accepted_by"], name="invitations_by_accepter"),
                    Index(fields=["expires_at"], name="invitations_by_end"),
                ],
                "pk_attr": "id",
                "table_description": "One side of a tie asks, the other side answers with the code; one use, then it is history.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RoleProposal",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("person_id", fields.UUIDField(description="personal: who would hold the office")),
                ("role", fields.CharEnumField(description="a Role", enum_type=Role, max_length=20)),
                ("unit_id", fields.UUIDField(null=True)),
                ("ends_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("proposed_by", fields.UUIDField(description="personal: who proposed")),
                ("proposed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("decided_by", fields.UUIDField(null=True, description="personal: who decided")),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("confirmed", fields.BooleanField(null=True)),
            ],
            options={
                "table": "role_proposals",
                "schema": "identity",
                "app": "identity",
                "pk_attr": "id",
                "table_description": "An office that takes two to give: proposed by one, confirmed by another.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StandIn",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("person_id", fields.UUIDField(description="personal: for whom the centre acts")),
                ("centre_id", fields.UUIDField()),
                ("proof_kind", fields.CharField(description="a ProofKind", max_length=20)),
                (
                    "proof",
                    fields.BinaryField(
                        description="personal: what was shown (sealed for the person)"
                    ),
                ),
                (
                    "spoken",
                    fields.BinaryField(
                        null=True,
                        description="personal: where the spoken word lies (sealed for the person)",
                    ),
                ),
                ("opened_by", fields.UUIDField()),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("witnessed_by", fields.UUIDField(null=True)),
                (
                    "witnessed_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_because", fields.CharField(null=True, max_length=20)),
            ],
            options={
                "table": "stand_ins",
                "schema": "identity",
                "app": "identity",
                "indexes": [Index(fields=["centre_id"], name="stand_ins_by_centre")],
                "pk_attr": "id",
                "table_description": "A centre acts for somebody without a phone, on their proof, until they take over.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "stand_in",
                    fields.ForeignKeyField(
                        "identity.StandIn",
                        source_field="stand_in_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("staff_id", fields.UUIDField()),
                ("begun_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "sittings",
                "schema": "identity",
                "app": "identity",
                "indexes": [Index(fields=["staff_id", "ends_at"], name="sittings_by_staff")],
                "pk_attr": "id",
                "table_description": "The person sits at the desk: for these minutes one member of staff acts for them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="a UnitKind", enum_type=UnitKind, max_length=20
                    ),
                ),
                ("name", fields.CharField(max_length=80)),
                ("within_id", fields.UUIDField(null=True)),
                ("registered_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "units",
                "schema": "identity",
                "app": "identity",
                "indexes": [Index(fields=["within_id"], name="units_by_outer")],
                "pk_attr": "id",
                "table_description": "A school, class, shop, centre, dong or district, and the one that it stands within.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Relation",
            name="sharing",
            field=ArrayField(
                null=True,
                description="SharingScopes that a senior gives; null: all of them",
                element_type="TEXT",
            ),
        ),
        ops.AlterModelOptions(
            name="RoleGrant",
            options={
                "table": "role_grants",
                "schema": "identity",
                "app": "identity",
                "constraints": [
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
                ],
                "indexes": [
                    Index(fields=["role"], name="role_grants_by_role"),
                    Index(fields=["unit_id"], name="role_grants_by_unit"),
                ],
                "pk_attr": "id",
                "table_description": "A person's office, in the whole city or at one unit, from its start until its end.",
            },
        ),
        ops.AddField(
            model_name="RoleGrant",
            name="ended_by",
            field=fields.CharField(
                null=True, description="a person's id, or system:<name>", max_length=80
            ),
        ),
        ops.AddField(
            model_name="RoleGrant",
            name="unit_id",
            field=fields.UUIDField(null=True),
        ),
        ops.AddIndex(
            model_name="RoleGrant",
            index=Index(fields=["unit_id"], name="role_grants_by_unit"),
        ),
        ops.RunSQL(
            """
            DROP INDEX identity.role_grants_one_open;
            CREATE UNIQUE INDEX role_grants_one_open ON identity.role_grants (person_id, role)
                WHERE ends_at IS NULL AND unit_id IS NULL;
            CREATE UNIQUE INDEX role_grants_one_open_at_unit
                ON identity.role_grants (person_id, role, unit_id)
                WHERE ends_at IS NULL AND unit_id IS NOT NULL;
            """,
            "",
        ),
        ops.AddConstraint(
            model_name="GuardianshipClaim",
            constraint=UniqueConstraint(
                fields=("kind", "holder_id", "subject_id"),
                name="guardianship_claims_one_open",
                condition="decided_at IS NULL",
            ),
        ),
        ops.AddConstraint(
            model_name="Invitation",
            constraint=UniqueConstraint(fields=("code_hash",), name="invitations_one_code"),
        ),
        ops.AddConstraint(
            model_name="RoleProposal",
            constraint=UniqueConstraint(
                fields=("person_id", "role"),
                name="role_proposals_one_open",
                condition="decided_at IS NULL",
            ),
        ),
        ops.AddConstraint(
            model_name="StandIn",
            constraint=UniqueConstraint(
                fields=("person_id",), name="stand_ins_one_open", condition="ended_at IS NULL"
            ),
        ),
        ops.AddConstraint(
            model_name="Sitting",
            constraint=CheckConstraint(check="ends_at >= begun_at", name="sittings_end_after"),
        ),
    ]
