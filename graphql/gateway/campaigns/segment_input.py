"""A segment as clients write it: each level says exactly one word."""

from typing import Annotated

import strawberry

from domains.consent.public import Purpose
from domains.identity.public import Platform, RelationKind
from domains.kernel.actor import Role
from gateway.global_ids import uuid_of
from gateway.languages import Locale
from notifications.public import campaigns

segments = campaigns.segments

Inner = Annotated["SegmentInput", strawberry.lazy("gateway.campaigns.segment_input")]


@strawberry.input(description="Completed years (만 나이) on the day, both ends included.")
class AgeInput:
    at_least: int | None = strawberry.field(default=None, description="The youngest.")
    at_most: int | None = strawberry.field(default=None, description="The oldest.")


@strawberry.input(description="Who stands in for somebody: parents, guardians, teachers.")
class TieInput:
    kind: RelationKind = strawberry.field(description="Which tie.")
    whom: Inner | None = strawberry.field(
        default=None, description="Only for those of whom this is true, such as an age."
    )


@strawberry.input(description="A part of the city. Give exactly one field.")
class SegmentInput:
    everybody: bool | None = strawberry.field(default=None, description="True: the whole city.")
    age: AgeInput | None = strawberry.field(default=None, description="Of this age.")
    office: Role | None = strawberry.field(default=None, description="Holders of this office.")
    tie: TieInput | None = strawberry.field(default=None, description="Holders of such a tie.")
    language: Locale | None = strawberry.field(default=None, description="Addressed in it.")
    platform: Platform | None = strawberry.field(
        default=None, description="Installations of this platform only."
    )
    consent: Purpose | None = strawberry.field(default=None, description="Who agreed to this.")
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who belongs to this school, class, shop or centre."
    )
    all_of: list[Inner] | None = strawberry.field(default=None, description="All of these hold.")
    any_of: list[Inner] | None = strawberry.field(default=None, description="One of these holds.")
    none_of: Inner | None = strawberry.field(default=None, description="This does not hold.")


class NotOneWordError(ValueError):
    """A level of a segment says nothing, or two things."""


def segment_of(given: SegmentInput) -> campaigns.Segment:
    """Raises NotOneWordError."""
    said = [segment for segment in _words(given) if segment is not None]
    if len(said) != 1:
        raise NotOneWordError
    return said[0]


def _words(given: SegmentInput) -> list[campaigns.Segment | None]:
    age, office, tie, unit = given.age, given.office, given.tie, given.unit_id
    return [
        segments.Everybody() if given.everybody else None,
        segments.Age(at_least=age.at_least, at_most=age.at_most) if age else None,
        segments.Holds(office) if office else None,
        _tie(tie) if tie else None,
        segments.Speaks(given.language) if given.language else None,
        segments.Uses(given.platform) if given.platform else None,
        segments.AgreedTo(given.consent) if given.consent else None,
        segments.BelongsTo(uuid_of(unit, "Unit")) if unit else None,
        None if given.all_of is None else segments.AllOf(_each(given.all_of)),
        None if given.any_of is None else segments.AnyOf(_each(given.any_of)),
        segments.Not(segment_of(given.none_of)) if given.none_of else None,
    ]


def _tie(given: TieInput) -> campaigns.Segment:
    return segments.StandsFor(given.kind, None if given.whom is None else segment_of(given.whom))


def _each(given: list[SegmentInput]) -> tuple[campaigns.Segment, ...]:
    return tuple(segment_of(one) for one in given)
