"""The tie to a parent stays; what tells where somebody of fourteen is, is theirs to arrange."""

from datetime import UTC, datetime

import pytest

from domains.identity import public as identity
from tests.builders.citizen import global_id
from tests.stories.house import everything

THE_EVE = datetime(2031, 2, 9, 14, 59, tzinfo=UTC)
"""23:59 in Osan; Mina was born on 10 February 2017."""
THE_DAY = datetime(2031, 2, 9, 15, 0, tzinfo=UTC)

ADD = """mutation ($request: UUID!, $child: ID!) {
    addPlace(input: {requestId: $request, childId: $child, name: "학원", kind: OTHER,
        lat: 37.15, lon: 127.07}) { __typename } }"""
WATCHED = """query ($child: ID!) { watchedPlaces(childId: $child) { __typename } }"""
PAIR = """mutation ($request: UUID!, $child: ID!) {
    pairTracker(input: {requestId: $request, ownerId: $child, name: "추적기"}) { __typename } }"""
REVOKE = """mutation ($request: UUID!, $device: ID!) {
    revokeDevice(input: {requestId: $request, deviceId: $device}) { __typename } }"""
DEVICES = "query { myDevices(first: 9) { edges { node { ownerId } } } }"


async def kinds(citizen, child, device):
    """What each act answers."""
    acts = [(ADD, {"child": child}), (WATCHED, {"child": child}), (PAIR, {"child": child})]
    acts.append((REVOKE, {"device": device}))
    return [(await citizen.ask(document, **said)).kind for document, said in acts]


@pytest.fixture
async def tracker(city, home):
    return await city.town.tracker(home.child)


async def test_until_the_eve_a_parent_arranges_it(city, home, tracker):
    city.clock.set(THE_EVE)
    hana = await city.citizen(home.mother)
    assert await kinds(
        hana, global_id("Person", home.child), global_id("Device", tracker.device_id)
    ) == ["WatchPlaceSuccess", "WatchedPlaces", "PairTrackerSuccess", "RevokeDeviceSuccess"]


async def test_from_the_birthday_on_a_parent_sees_and_changes_none_of_it(city, home, tracker):
    city.clock.set(THE_DAY)
    hana = await city.citizen(home.mother)
    assert await identity.is_guardian(
        holder_id=home.mother, subject_id=home.child, at=city.clock.now()
    ), "the tie itself stays"
    before = await everything()
    refused = await kinds(
        hana, global_id("Person", home.child), global_id("Device", tracker.device_id)
    )
    assert refused == ["NotYourChild", "NotYourChild", "PersonNotInYourCare", "DeviceNotFound"]
    assert await everything() == before
    answer = await hana.ask(DEVICES)
    assert global_id("Person", home.child) not in answer.body


async def test_from_the_birthday_on_the_child_arranges_it(city, home, tracker):
    city.clock.set(THE_DAY)
    mina = await city.citizen(home.child)
    assert await kinds(
        mina, global_id("Person", home.child), global_id("Device", tracker.device_id)
    ) == ["WatchPlaceSuccess", "WatchedPlaces", "PairTrackerSuccess", "RevokeDeviceSuccess"]
