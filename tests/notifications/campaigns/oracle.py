"""Who is in a segment, asked of a small city in plain Python."""

from typing import assert_never
from uuid import UUID

from hypothesis import strategies as st

from domains.consent.public import Purpose
from domains.identity.public import Platform, RelationKind, age_on
from domains.kernel.clock import seoul_date
from domains.kernel.text import Locale
from notifications.segments.segment import (
    Age,
    AgreedTo,
    AllOf,
    AnyOf,
    BelongsTo,
    Everybody,
    Holds,
    Not,
    Segment,
    Speaks,
    StandsFor,
    Uses,
)
from tests.notifications.campaigns.random_city import (
    CLASS,
    PURPOSES,
    ROLES,
    RUNG,
    SCHOOL,
    City,
    children_of,
)

INSIDE = {SCHOOL: {SCHOOL, CLASS}, CLASS: {CLASS}}


def members(segment: Segment, city: City) -> set[tuple[UUID, UUID | None]]:
    """Every person and installation (None where there is none) in the segment."""
    found = set()
    for number, citizen in enumerate(city.people):
        phones = list(zip(city.phone_ids(number), citizen.phones, strict=True))
        for device, platform in phones or [(None, None)]:
            if is_in(segment, city, number, platform):
                found.add((city.ids[number], device))
    return found


def is_in(segment: Segment, city: City, number: int, platform: Platform | None) -> bool:
    citizen = city.people[number]
    match segment:
        case Everybody():
            return True
        case Age(at_least=low, at_most=high):
            if citizen.born is None:
                return False
            age = age_on(citizen.born, seoul_date(city.at))
            return (low is None or low <= age) and (high is None or age <= high)
        case Holds(role):
            return any(held is role for held, _ in citizen.offices)
        case StandsFor(tie, whom):
            return _stands_for(tie, whom, city, number)
        case Speaks(locale):
            return citizen.locale is locale
        case Uses(wanted):
            return platform is wanted
        case AgreedTo(purpose):
            ends = citizen.until
            return purpose in citizen.agreed and (ends is None or ends.total_seconds() > 0)
        case BelongsTo(unit):
            units = {where for _, where in citizen.offices} | (
                {CLASS} if citizen.teaches else set()
            )
            return bool(units & INSIDE.get(unit, {unit}))
        case AllOf(of):
            return all(is_in(one, city, number, platform) for one in of)
        case AnyOf(of):
            return any(is_in(one, city, number, platform) for one in of)
        case Not(of):
            return not is_in(of, city, number, platform)
        case unreachable:
            assert_never(unreachable)


def _stands_for(tie: RelationKind, whom: Segment | None, city: City, number: int) -> bool:
    if tie is RelationKind.TEACHER_CLASS:
        return city.people[number].teaches and whom is None
    if tie is not RelationKind.PARENT_CHILD:
        return False
    return any(
        whom is None or is_in(whom, city, child, None) for child in children_of(city, number)
    )


ages = st.integers(0, 90)
about_people = st.one_of(
    st.builds(Everybody),
    st.builds(Age, at_least=ages),
    st.builds(Age, at_most=ages),
    st.integers(0, 40).flatmap(
        lambda low: st.builds(Age, at_least=st.just(low), at_most=st.integers(low, low + 30))
    ),
    st.builds(Holds, st.sampled_from(ROLES)),
    st.builds(Speaks, st.sampled_from(Locale)),
    st.builds(AgreedTo, st.sampled_from((*PURPOSES, Purpose.COMMUTE_ALERTS))),
    st.builds(BelongsTo, st.sampled_from([SCHOOL, CLASS, UUID(int=0xC)])),
)
ties = st.builds(StandsFor, st.sampled_from(RelationKind), st.none() | about_people)
leaves = about_people | ties | st.builds(Uses, st.sampled_from(RUNG))


def _joined(inner: st.SearchStrategy[Segment]) -> st.SearchStrategy[Segment]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(AllOf, some) | st.builds(AnyOf, some) | st.builds(Not, inner)


segments = st.recursive(leaves, _joined, max_leaves=6)
