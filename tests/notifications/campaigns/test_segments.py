"""A segment's one SQL condition says what its words say: held to plain Python over small cities."""

from datetime import UTC, date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.identity.public import Platform, RelationKind, age_on
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.text import Locale
from notifications.segments.audience import AUDIENCE
from notifications.segments.birthdays import born_by
from notifications.segments.condition import Parameters, condition_of
from notifications.segments.read_segment import (
    DEEPEST,
    BadSegment,
    problem_of,
    read_segment,
    write_segment,
)
from notifications.segments.segment import (
    Age,
    AllOf,
    AnyOf,
    Everybody,
    Holds,
    Not,
    Segment,
    Speaks,
    StandsFor,
    Uses,
)
from notifications.segments.stream import stream
from tests.examples import examples
from tests.notifications.campaigns.oracle import members, segments
from tests.notifications.campaigns.random_city import City, citizens, moments, plant

cities = st.builds(
    City,
    people=st.lists(citizens, min_size=1, max_size=12).map(tuple),
    at=moments.map(lambda moment: moment.replace(tzinfo=UTC)),
)


async def chosen(segment: Segment, city: City) -> set[tuple[UUID, UUID | None]]:
    parameters = Parameters(city.at)
    condition = condition_of(segment, parameters)
    rows = await sql.fetch(
        f"SELECT people.person_id, devices.device_id FROM {AUDIENCE} WHERE {condition}",
        *parameters.values,
    )
    return {(row["person_id"], row["device_id"]) for row in rows}


@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(city=cities, asked=st.lists(segments, min_size=8, max_size=8))
async def test_the_database_chooses_whom_the_words_mean(database, city, asked):
    await plant(city)
    for segment in asked:
        assert await chosen(segment, city) == members(segment, city)


@settings(
    max_examples=examples(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(city=cities, segment=segments, page=st.integers(1, 4))
async def test_it_streams_page_by_page_each_row_once(database, city, segment, page):
    await plant(city)
    pages = [rows async for rows in stream(segment, at=city.at, page=page)]
    assert all(len(rows) <= page for rows in pages)
    streamed = [row for rows in pages for row in rows]
    assert len(streamed) == len(set(streamed))
    assert set(streamed) == members(segment, city)


@given(segment=segments)
def test_a_segment_is_kept_as_json(segment):
    if problem_of(segment) is None:
        assert read_segment(write_segment(segment)) == segment


@given(segment=segments)
def test_no_value_stands_in_the_text(segment):
    from datetime import datetime

    parameters = Parameters(datetime(2026, 3, 3, tzinfo=UTC))
    text = condition_of(segment, parameters)
    assert "'" not in text
    assert str(UUID(int=0xA)) not in text


@given(
    born=st.dates(date(1930, 1, 1), date(2026, 12, 31)),
    day=st.dates(date(2026, 1, 1), date(2032, 12, 31)),
    age=st.integers(0, 100),
)
def test_ages_are_bounds_of_birth_dates(born, day, age):
    if born <= day:
        assert (born <= born_by(day, age=age)) == (age_on(born, day) >= age)


def test_born_on_29_february():
    assert born_by(date(2026, 2, 28), age=14) == date(2012, 2, 28)
    assert born_by(date(2026, 3, 1), age=14) == date(2012, 3, 1)
    assert born_by(date(2028, 2, 29), age=14) == date(2014, 2, 28)


def nested(depth: int) -> Segment:
    return Everybody() if depth == 1 else Not(nested(depth - 1))


@pytest.mark.parametrize(
    ("segment", "problem"),
    [
        (Age(), "an age names a lower or an upper end"),
        (Age(at_least=20, at_most=14), "an age's lower end lies above its upper end"),
        (Age(at_least=-1), "an age lies from 0 to 130"),
        (AllOf(()), "'all' and 'any' name at least one condition"),
        (Uses(Platform.TRACKER), "a tracker is never pushed to"),
        (
            StandsFor(RelationKind.PARENT_CHILD, Uses(Platform.IOS)),
            "a platform cannot be asked of whom somebody stands for",
        ),
        (nested(DEEPEST + 1), "a segment is at most 5 levels deep"),
        (AnyOf(tuple(Speaks(Locale.KO) for _ in range(40))), "a segment has at most 40 words"),
        (nested(DEEPEST), None),
        (AllOf((Holds(Role.OFFICER), Age(at_least=20, at_most=20))), None),
    ],
)
def test_what_is_wrong_is_said(segment, problem):
    assert problem_of(segment) == problem


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "no json",
        '{"kind": "magic"}',
        '{"kind": "office", "role": "king"}',
        '{"kind": "not", "of": ' * 3000 + "{}" + "}" * 3000,
    ],
)
def test_what_is_no_segment_is_refused(text):
    assert isinstance(read_segment(text), BadSegment)


async def test_a_tie_ends_at_its_moment(database, world):
    family = await world.family()
    parents = StandsFor(RelationKind.PARENT_CHILD, Age(at_least=9, at_most=9))
    city = City((), world.clock.now())
    assert {person for person, _ in await chosen(parents, city)} == {family.mother}
    await family.leaves(family.mother)
    later = City((), world.clock.advance(timedelta(seconds=1)))
    assert await chosen(parents, later) == set()
