"""Who has no business with a child's commute learns nothing and changes nothing.

Every root field of commute is asked by everyone who should be refused: the answer is a refusal,
holds nothing of the child, and every row of every table is what it was before. Not even a use of
a location is recorded: nothing was looked at. One row may appear, the refusal that a retry of the
caller's own mutation gets again; it too holds nothing of the child.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from gateway.commute import roots

from api.bootstrap import ERASERS
from domains.commute.models import Crossing, Place
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel import personal
from domains.kernel.idempotency import CONTEXT
from domains.kernel.models import Answer as RememberedAnswer
from domains.kernel.text import Locale
from tests.builders.citizen import Answer, Citizen, global_id
from tests.builders.families import SCHOOL
from tests.builders.household import CHILD_NAME, SCHOOL_NAME
from tests.builders.walks import to_school
from tests.builders.witness import all_ids, contents, readable

QUESTIONS = {
    "commuteTimeline": """query ($child: ID!) { commuteTimeline(childId: $child) { __typename
        ... on CommuteTimeline { childId events { id placeId placeName at }
            expectation { placeName } standingPurposes } } }""",
    "commuteRoute": """query ($child: ID!) { commuteRoute(childId: $child) { __typename
        ... on CommuteRoute { childId points { at point { lat lon } } } } }""",
    "watchedPlaces": """query ($child: ID!) { watchedPlaces(childId: $child) { __typename
        ... on WatchedPlaces { places { id name centre { lat lon } } } } }""",
    "sosQueue": "{ sosQueue { id childId childName position { lat lon } } }",
    "mySosAlarms": "{ mySosAlarms { id childId childName position { lat lon } } }",
    "places": "{ places { edges { node { id name } } } }",
    "reportPositions": """mutation ($request: UUID!, $at: DateTime!) {
        reportPositions(input: {requestId: $request, positions: [{at: $at, lat: 37.1, lon: 127}]})
        { __typename } }""",
    "raiseSos": """mutation ($request: UUID!) { raiseSos(input: {requestId: $request})
        { __typename ... on RaiseSosSuccess { sosId } } }""",
    "acknowledgeSos": """mutation ($request: UUID!, $sos: ID!) {
        acknowledgeSos(input: {requestId: $request, sosId: $sos}) { __typename } }""",
    "watchPlace": """mutation ($request: UUID!, $child: ID!, $place: ID!) {
        watchPlace(input: {requestId: $request, childId: $child, placeId: $place})
        { __typename } }""",
    "addPlace": """mutation ($request: UUID!, $child: ID!) {
        addPlace(input: {requestId: $request, childId: $child, name: "a trap", kind: OTHER,
            lat: 37.1, lon: 127}) { __typename } }""",
    "unwatchPlace": """mutation ($request: UUID!, $child: ID!, $place: ID!) {
        unwatchPlace(input: {requestId: $request, childId: $child, placeId: $place})
        { __typename } }""",
    "commuteEvents": """subscription ($child: ID!) { commuteEvents(childId: $child)
        { id placeName at } }""",
}

NONE_OF_YOURS = {
    "commuteTimeline": "NotYourChild",
    "commuteRoute": "NotYourChild",
    "watchedPlaces": "NotYourChild",
    "sosQueue": "FORBIDDEN",
    "acknowledgeSos": "SosNotFound",
    "watchPlace": "NotYourChild",
    "addPlace": "NotYourChild",
    "unwatchPlace": "NotYourChild",
    "commuteEvents": "FORBIDDEN",
}
"""How those are refused who have nothing to do with the child."""

OWN_AFFAIRS = {"mySosAlarms", "places", "reportPositions", "raiseSos"}
"""These speak of the caller or of public places, and take no child from the caller."""

ANSWERS = "kernel.answers"

CONSENT_GONE = {
    "commuteTimeline": "ConsentNotStanding",
    "commuteRoute": "ConsentNotStanding",
    "commuteEvents": "FORBIDDEN",
}
"""How a parent is refused where no consent of the child's stands."""


@dataclass(frozen=True)
class Day:
    """Mina has walked to school, called for help, and all of it was told."""

    sos: UUID
    variables: dict[str, Any]
    supplied: frozenset[str]


@pytest.fixture
async def day(city, home) -> Day:
    await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now())[::3])
    mina = await city.citizen(home.child)
    raised = await mina.ask(QUESTIONS["raiseSos"])
    await city.settle()
    sos = UUID(readable(raised.field["sosId"]).split("SosAlarm:")[1])
    variables = {
        "child": global_id("Person", home.child),
        "place": global_id("Place", home.school),
        "sos": global_id("SosAlarm", sos),
        "at": city.clock.now().isoformat(),
    }
    return Day(sos, variables, frozenset({str(home.child), str(home.school), str(sos)}))


async def ask(citizen: Citizen, field: str, day: Day) -> Answer:
    document = QUESTIONS[field]
    said = {name: value for name, value in day.variables.items() if f"${name}" in document}
    if document.startswith("subscription"):
        return await citizen.subscribe_in_vain(document, **said)
    return await citizen.ask(document, **said)


async def assert_refused(citizen: Citizen, kinds: Mapping[str, str], day: Day) -> None:
    """Each field is refused in its way, tells nothing, and all of them change nothing."""
    before, known = await contents(), await all_ids()
    for field, kind in kinds.items():
        answer = await ask(citizen, field, day)
        assert answer.kind == kind, f"{field}: {answer.body}"
        assert_tells_nothing(answer, known - day.supplied)
    await assert_nothing_changed(before, citizen, known - day.supplied)


async def assert_nothing_changed(
    before: Mapping[str, list[str]], citizen: Citizen, secrets: frozenset[str]
) -> None:
    after = await contents()
    assert {**after, ANSWERS: []} == {**before, ANSWERS: []}
    assert set(before[ANSWERS]) <= set(after[ANSWERS])
    for row in await RememberedAnswer.filter(actor_id=citizen.person):
        said = await personal.reveal(citizen.person, bytes(row.outcome), context=CONTEXT)
        assert said is not None
        assert_tells_nothing(Answer(said, None, []), secrets)


def assert_tells_nothing(answer: Answer, secrets: frozenset[str]) -> None:
    said = readable(answer.body)
    assert CHILD_NAME not in said
    assert SCHOOL_NAME not in said
    assert str(SCHOOL.lat)[:5] not in said
    assert str(SCHOOL.lon)[:6] not in said
    assert [secret for secret in secrets if secret in said] == []


def test_every_root_field_of_commute_is_asked_here():
    fields = {
        field.name
        for root in (roots.Query, roots.Mutation, roots.Subscription)
        for field in root.__strawberry_definition__.fields
    }
    asked = {_snake(field) for field in QUESTIONS}
    assert fields == asked
    assert set(QUESTIONS) == set(NONE_OF_YOURS) | OWN_AFFAIRS


@pytest.mark.parametrize("who", ["stranger", "neighbour", "former"])
async def test_a_stranger_another_parent_and_a_former_guardian_learn_nothing(city, home, day, who):
    citizen = await city.citizen(getattr(home, who))
    await assert_refused(citizen, NONE_OF_YOURS, day)
    before, known = await contents(), await all_ids()
    answer = await ask(citizen, "mySosAlarms", day)
    assert answer.field == []
    assert_tells_nothing(answer, known)
    assert await contents() == before


async def test_a_stranger_cannot_report_positions_of_anybody(city, home, day):
    citizen = await city.citizen(home.stranger)
    await assert_refused(citizen, {"reportPositions": "ConsentNotStanding"}, day)


NODE = """query ($id: ID!) { node(id: $id) { __typename id
    ... on CommuteEvent { placeName at } ... on Place { name centre { lat lon } }
    ... on SosAlarm { childName position { lat lon } } } }"""


@pytest.mark.parametrize("who", ["stranger", "neighbour", "former"])
async def test_guessed_ids_find_nothing_of_hers(city, home, day, who):
    citizen = await city.citizen(getattr(home, who))
    crossing = await Crossing.filter(child_id=home.child).first()
    own_place = await city.town.school(name="우리집", at=SCHOOL)
    own_name = await personal.seal(home.child, "우리집")
    await Place.filter(id=own_place).update(
        owner_id=home.child, kind="home", name=None, own_name=own_name
    )
    before, known = await contents(), await all_ids()
    for name, key in (("CommuteEvent", crossing.id), ("SosAlarm", day.sos), ("Place", own_place)):
        answer = await citizen.ask(NODE, id=global_id(name, key))
        assert answer.field is None
        assert_tells_nothing(answer, known)
    assert await contents() == before


async def test_no_token_a_trackers_secret_and_an_expired_token_open_nothing(city, home, day):
    mother = await city.citizen(home.mother)
    thief = replace(mother, token=home.tracker.secret)
    all_of_them = dict.fromkeys(QUESTIONS, "UNAUTHENTICATED")
    await assert_refused(mother.signed_out, all_of_them, day)
    await assert_refused(thief, all_of_them, day)
    city.clock.advance(timedelta(minutes=11))
    await assert_refused(mother, all_of_them, day)


async def test_a_child_cannot_do_what_a_grown_up_must(city, home, day):
    mina = await city.citizen(home.child)
    await RememberedAnswer.filter(actor_id=home.child).delete()
    places = dict.fromkeys(("watchPlace", "addPlace", "unwatchPlace"), "NotYourChild")
    others = {"acknowledgeSos": "SosNotFound", "sosQueue": "FORBIDDEN"}
    await assert_refused(mina, places | others, day)


async def withdraw_all(city, home) -> None:
    for purpose in Purpose:
        outcome = await consent.withdraw(
            home.as_mother,
            subject_id=home.child,
            purpose=purpose,
            locale=Locale.KO,
            erasers=ERASERS,
            clock=city.clock,
            ids=city.ids,
        )
        assert isinstance(outcome, consent.Withdrawn)


async def test_after_a_withdrawal_nobody_is_shown_and_no_phone_is_heard(city, home, day):
    await withdraw_all(city, home)
    mother, mina = await city.citizen(home.mother), await city.citizen(home.child)
    await assert_refused(mother, CONSENT_GONE, day)
    await assert_refused(mina, {"reportPositions": "ConsentNotStanding"}, day)
    before = await contents()
    [answer] = await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now())[:1])
    assert answer.status_code == 200
    assert "monitoring" in answer.text
    assert await contents() == before


def _snake(camel: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in camel)
