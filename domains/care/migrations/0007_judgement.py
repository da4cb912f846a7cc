from uuid import uuid4

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from domains.care.cases.vocabulary import ConcernKind
from domains.care.judgement.learn import Opinion
from domains.care.judgement.limits import Limit
from domains.care.judgement.modes import ModeKind
from domains.care.ports import DeafCause


class Migration(migrations.Migration):
    dependencies = [("care", "0006_who_was_reached")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CentreBound",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("centre_id", fields.UUIDField()),
                (
                    "limit",
                    fields.CharEnumField(description="a Limit", enum_type=Limit, max_length=20),
                ),
                ("usual", fields.FloatField()),
                ("least", fields.FloatField()),
                ("most", fields.FloatField()),
                ("set_by", fields.UUIDField(description="personal: who said so")),
                ("set_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "centre_bounds",
                "schema": "care",
                "app": "care",
                "indexes": [
                    Index(fields=["centre_id", "limit", "set_at"], name="centre_bounds_latest")
                ],
                "pk_attr": "id",
                "table_description": "The bounds that a centre set for one limit; the latest counts, the others stay.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DongMode",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("dong_id", fields.UUIDField()),
                (
                    "kind",
                    fields.CharEnumField(
                        description="a ModeKind", enum_type=ModeKind, max_length=12
                    ),
                ),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("set_by", fields.UUIDField(description="personal: who said so")),
            ],
            options={
                "table": "dong_modes",
                "schema": "care",
                "app": "care",
                "indexes": [Index(fields=["dong_id", "until"], name="dong_modes_by_dong")],
                "pk_attr": "id",
                "table_description": "A mode of a dong, from a moment until an end; ending it sooner moves the end.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="GivenOpinion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("case_id", fields.UUIDField()),
                ("senior_id", fields.UUIDField(description="personal: about whom")),
                ("given_by", fields.UUIDField(description="personal: who said so")),
                (
                    "kind",
                    fields.CharEnumField(
                        description="a ConcernKind", enum_type=ConcernKind, max_length=20
                    ),
                ),
                (
                    "opinion",
                    fields.CharEnumField(
                        description="an Opinion", enum_type=Opinion, max_length=10
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "given_opinions",
                "schema": "care",
                "app": "care",
                "unique_together": (("case_id", "given_by"),),
                "indexes": [Index(fields=["senior_id"], name="given_opinions_by_senior")],
                "pk_attr": "id",
                "table_description": "What somebody said of an alarm; one a case and person.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Household",
            fields=[
                (
                    "home_id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("has_pet", fields.BooleanField()),
                (
                    "appliances",
                    fields.JSONField(
                        description="spots of things that switch themselves",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
                ("told_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "households",
                "schema": "care",
                "app": "care",
                "pk_attr": "home_id",
                "table_description": "Known noise of a home, as told when it was set up; `appliances` are ids of spots.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LearntSteps",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("senior_id", fields.UUIDField(description="personal: whose home")),
                (
                    "limit",
                    fields.CharEnumField(description="a Limit", enum_type=Limit, max_length=20),
                ),
                ("steps", fields.SmallIntField()),
            ],
            options={
                "table": "learnt_steps",
                "schema": "care",
                "app": "care",
                "unique_together": (("senior_id", "limit"),),
                "pk_attr": "id",
                "table_description": "How far opinions have moved one limit of one senior, in steps less sensitive than usual.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("senior_id", fields.UUIDField(description="personal: who is visited")),
                (
                    "since",
                    fields.DatetimeField(
                        description="personal: when somebody is there",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                (
                    "until",
                    fields.DatetimeField(
                        description="personal: until when", auto_now=False, auto_now_add=False
                    ),
                ),
                ("told_by", fields.UUIDField(description="personal: who said so")),
            ],
            options={
                "table": "visits",
                "schema": "care",
                "app": "care",
                "indexes": [Index(fields=["senior_id", "until"], name="visits_by_senior")],
                "pk_attr": "id",
                "table_description": "Somebody stays with her: what stirs may be theirs, and she is not alone.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Watch",
            fields=[
                (
                    "home_id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "senior_id",
                    fields.UUIDField(unique=True, description="personal: who lives there"),
                ),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "memory",
                    fields.BinaryField(
                        null=True,
                        description="personal: her rhythm and its marks (sealed for the senior)",
                    ),
                ),
                ("cursor", fields.BigIntField(default=0)),
                ("version", fields.BigIntField(default=0)),
                ("due_since", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "leased_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("looked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "last_sign_at",
                    fields.DatetimeField(
                        null=True,
                        description="personal: her last sign of life",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                ("is_learning", fields.BooleanField(default=True)),
                (
                    "stopped_since",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "stopped_by",
                    fields.CharEnumField(
                        null=True,
                        description="a DeafCause: why no silence is counted",
                        enum_type=DeafCause,
                        max_length=10,
                    ),
                ),
            ],
            options={
                "table": "watches",
                "schema": "care",
                "app": "care",
                "indexes": [Index(fields=["due_since"], name="watches_due")],
                "pk_attr": "home_id",
                "table_description": "A home that is judged. `due_since` is set by its timer; whoever looks leases it.",
            },
            bases=["Model"],
        ),
    ]
