"""The rows of schema `care` about judgement: what is remembered of a home, and what humans set."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domains.care.cases.vocabulary import ConcernKind
from domains.care.judgement.learn import Opinion
from domains.care.judgement.limits import Limit
from domains.care.judgement.modes import ModeKind
from domains.care.ports import DeafCause


class Watch(Model):
    """A home that is judged. `due_since` is set by its timer; whoever looks leases it.

    `cursor` is how far its signs were read, `version` counts the looks: of two at once one counts.
    """

    home_id = fields.UUIDField(primary_key=True)
    senior_id = fields.UUIDField(unique=True, description="personal: who lives there")
    since = fields.DatetimeField()
    memory = fields.BinaryField(
        null=True, description="personal: her rhythm and its marks (sealed for the senior)"
    )
    cursor = fields.BigIntField(default=0)
    version = fields.BigIntField(default=0)
    due_since = fields.DatetimeField(null=True)
    leased_until = fields.DatetimeField(null=True)
    looked_at = fields.DatetimeField(null=True)
    last_sign_at = fields.DatetimeField(null=True, description="personal: her last sign of life")
    is_learning = fields.BooleanField(default=True)
    stopped_since = fields.DatetimeField(null=True)
    stopped_by = fields.CharEnumField(
        DeafCause, max_length=10, null=True, description="a DeafCause: why no silence is counted"
    )

    class Meta:
        app, schema, table = "care", "care", "watches"
        indexes = (Index(fields=("due_since",), name="watches_due"),)


class Pets(Model):
    """Whether an animal walks about where she lives: told of her, so that it moves with her."""

    senior_id = fields.UUIDField(primary_key=True, description="personal: with whom they live")
    has_pet = fields.BooleanField()
    told_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "care", "care", "pets"


class Household(Model):
    """Known noise of a home, as told when it was set up; `appliances` are ids of spots.

    `has_pet` is for the release before: what counts is `Pets`.
    """

    home_id = fields.UUIDField(primary_key=True)
    has_pet = fields.BooleanField()
    appliances: list[str] = fields.JSONField(description="spots of things that switch themselves")
    told_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "care", "care", "households"


class Visit(Model):
    """Somebody stays with her: what stirs may be theirs, and she is not alone."""

    id = fields.UUIDField(primary_key=True)
    senior_id = fields.UUIDField(description="personal: who is visited")
    since = fields.DatetimeField(description="personal: when somebody is there")
    until = fields.DatetimeField(description="personal: until when")
    told_by = fields.UUIDField(description="personal: who said so")

    class Meta:
        app, schema, table = "care", "care", "visits"
        indexes = (Index(fields=("senior_id", "until"), name="visits_by_senior"),)


class DongMode(Model):
    """A mode of a dong, from a moment until an end; ending it sooner moves the end."""

    id = fields.UUIDField(primary_key=True)
    dong_id = fields.UUIDField()
    kind = fields.CharEnumField(ModeKind, max_length=12, description="a ModeKind")
    since = fields.DatetimeField()
    until = fields.DatetimeField()
    set_by = fields.UUIDField(description="personal: who said so")

    class Meta:
        app, schema, table = "care", "care", "dong_modes"
        indexes = (Index(fields=("dong_id", "until"), name="dong_modes_by_dong"),)


class CentreBound(Model):
    """The bounds that a centre set for one limit; the latest counts, the others stay."""

    id = fields.UUIDField(primary_key=True)
    centre_id = fields.UUIDField()
    limit = fields.CharEnumField(Limit, max_length=20, description="a Limit")
    usual = fields.FloatField()
    least = fields.FloatField()
    most = fields.FloatField()
    set_by = fields.UUIDField(description="personal: who said so")
    set_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "care", "care", "centre_bounds"
        indexes = (Index(fields=("centre_id", "limit", "set_at"), name="centre_bounds_latest"),)


class LearntSteps(Model):
    """How far opinions have moved one limit of one senior, in steps less sensitive than usual."""

    id = fields.UUIDField(primary_key=True)
    senior_id = fields.UUIDField(description="personal: whose home")
    limit = fields.CharEnumField(Limit, max_length=20, description="a Limit")
    steps = fields.SmallIntField()

    class Meta:
        app, schema, table = "care", "care", "learnt_steps"
        unique_together = (("senior_id", "limit"),)


class GivenOpinion(Model):
    """What somebody said of an alarm; one a case and person."""

    id = fields.UUIDField(primary_key=True)
    case_id = fields.UUIDField()
    senior_id = fields.UUIDField(description="personal: about whom")
    given_by = fields.UUIDField(description="personal: who said so")
    kind = fields.CharEnumField(ConcernKind, max_length=20, description="a ConcernKind")
    opinion = fields.CharEnumField(Opinion, max_length=10, description="an Opinion")
    at = fields.DatetimeField()

    class Meta:
        app, schema, table = "care", "care", "given_opinions"
        unique_together = (("case_id", "given_by"),)
        indexes = (Index(fields=("senior_id",), name="given_opinions_by_senior"),)
