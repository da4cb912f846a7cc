"""What is no silence and what is no sign: a cat, guests for Chuseok; and a dong in a heat wave."""

from datetime import timedelta

import orjson
import pytest

from domains.care.ports import DeafCause
from domains.care.public import check_ins, erase, export_person
from domains.consent.public import Purpose
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.clock import SEOUL
from tests.builders.homes import Homes
from tests.builders.street import Street, concerns_of, watch_of
from tests.stories.care.one_flat import seniors, street
from tests.stories.house import node
from tests.stories.identity.documents import document

__all__ = ["seniors", "street"]

SOON = timedelta(minutes=2)


@pytest.fixture
def daughters_phone(house, seniors):
    """Signed in anew each time: stories take days."""
    return lambda: house.phone_of(seniors.guardian)


@pytest.fixture
def desk(house, seniors):
    return lambda: house.phone_of(seniors.desk, Role.CENTRE_STAFF)


@pytest.fixture
def household(seniors, daughters_phone):
    """What a phone reads of her home; the daughter's, unless told whose."""

    async def read(phone=None):
        phone = phone or daughters_phone()
        her = node("Person", seniors.senior)
        return await phone.ask(document("care_household"), seniorId=her)

    return read


@pytest.fixture
def tell_household(seniors, daughters_phone):
    async def tell(*, cat: bool = True, appliances=()):
        told = await daughters_phone().tell(
            document("tell_care_household"),
            seniorId=node("Person", seniors.senior),
            hasPet=cat,
            appliances=list(appliances),
        )
        assert told == {"__typename": "TellCareHouseholdSuccess", "hasPet": cat}

    return tell


def prowls(street, flat, *, hours: int, hums=None) -> None:
    """A cat every twenty minutes; and something that switches itself."""
    for minutes in range(0, hours * 60, 20):
        at = street.clock.now() + timedelta(minutes=minutes)
        street.says(flat.motion, "motion", at)
        if hums is not None:
            street.says(hums, "power", at, on=True)


async def test_a_cat_does_not_pass_for_her_nor_a_fridge(
    seniors, clock, ids, household, tell_household
):
    """No model runs here: rules alone. The cat prowls, the fridge hums, and she does not move."""
    street = await Street.build(clock, ids)
    (flat,) = [await street.flat(seniors.senior)]
    at_the_door = next(s for s in (await household())["spots"] if s["room"] == "ENTRANCE")
    await tell_household(appliances=[at_the_door["id"]])
    told = await household()
    assert told["hasPet"] is True
    assert [spot["room"] for spot in told["spots"] if spot["isAppliance"]] == ["ENTRANCE"]
    await street.live(hours=2, about=[flat])
    prowls(street, flat, hours=9, hums=flat.door)
    assert await concerns_of(seniors.senior) == []
    await street.live(hours=9)
    assert await concerns_of(seniors.senior) == [("inactivity", 1, False)]
    reasons = await signals_of(seniors.senior)
    assert reasons["quiet_h"]["figure"] >= 8.0
    assert (await provenance_of(seniors.senior))["rule"] == "fixed-timer"


async def asked_soon(street, seniors, clock, ids) -> None:
    """Her question of today comes in twenty minutes, and is there."""
    soon = (clock.now() + timedelta(minutes=20)).astimezone(SEOUL).replace(second=0, microsecond=0)
    plan = check_ins.CheckInPlan(times=(soon.time(),))
    await check_ins.plan_check_ins(seniors.as_senior, seniors.senior, plan, clock=clock, ids=ids)
    while not await sql.fetch("SELECT FROM care.check_ins"):
        await street.live(hours=0.1, step=SOON)


@pytest.mark.parametrize("cat", [True, False])
async def test_a_step_in_the_hall_answers_for_her_where_no_cat_may_have_been_it(
    seniors, clock, ids, tell_household, cat
):
    """No kettle and no door of late: the step may delay an alarm, and answers no question."""
    street = await Street.build(clock, ids)
    flat = await street.flat(seniors.senior)
    await tell_household(cat=cat)
    await asked_soon(street, seniors, clock, ids)
    prowls(street, flat, hours=1)
    await street.live(hours=0.3, step=SOON)
    (asked,) = await sql.fetch("SELECT state, way FROM care.check_ins")
    assert (asked["state"], asked["way"]) == (("open", None) if cat else ("answered", "home"))


async def test_a_door_answers_for_her_though_she_has_a_cat(seniors, clock, ids, tell_household):
    street = await Street.build(clock, ids)
    flat = await street.flat(seniors.senior)
    await tell_household()
    await asked_soon(street, seniors, clock, ids)
    prowls(street, flat, hours=1)
    street.says(flat.door, "door", clock.now() + SOON, open=True)
    await street.live(hours=0.3, step=SOON)
    (asked,) = await sql.fetch("SELECT state FROM care.check_ins")
    assert asked["state"] == "answered"


async def test_a_cat_that_wakes_up_ends_no_case(seniors, clock, ids, tell_household):
    """By the clock alone her hours begin anew; whoever was asked looks after her all the same."""
    street = await Street.build(clock, ids)
    flat = await street.flat(seniors.senior)
    await tell_household()
    await street.live(hours=9)
    assert await concerns_of(seniors.senior) == [("inactivity", 1, False)]
    prowls(street, flat, hours=1)
    await street.live(hours=0.2, step=SOON)
    (case,) = await sql.fetch("SELECT state FROM care.cases")
    assert case["state"] == "open"
    street.says(flat.kettle, "power", clock.now() + SOON, on=True)
    await street.live(hours=0.2, step=SOON)
    (case,) = await sql.fetch("SELECT state, ended_how FROM care.cases")
    assert (case["state"], case["ended_how"]) == ("ended", "life")


async def test_a_cat_is_told_before_anything_is_hung(
    seniors, clock, ids, household, tell_household
):
    """At enrolment: who lives there is known, and the sensors come next week."""
    assert (await household())["hasPet"] is None, "nobody has said"
    await tell_household()
    told = await household()
    assert (told["hasPet"], told["spots"]) == (True, [])
    street = await Street.build(clock, ids)
    flat = await street.flat(seniors.senior)
    await street.live(hours=2, about=[flat])
    prowls(street, flat, hours=9)
    await street.live(hours=9)
    assert await concerns_of(seniors.senior) == [("inactivity", 1, False)]


async def test_the_cat_moves_with_her_and_the_fridge_stays(
    seniors, clock, ids, household, tell_household, desk
):
    street = await Street.build(clock, ids)
    old = await street.flat(seniors.senior)
    await tell_household(appliances=[spot["id"] for spot in (await household())["spots"]])
    moved = await desk().tell(
        document("move_senior"),
        seniorId=node("Person", seniors.senior),
        dongId=node("Unit", seniors.dong),
        address="오산시 대원동 복숭아로 40",
    )
    assert moved["__typename"] == "MoveSeniorSuccess"
    street.flats.remove(old)
    assert ((await household())["hasPet"], (await household())["spots"]) == (True, [])
    new = await street.flat(seniors.senior)
    hung = (await household())["spots"]
    assert [spot["isAppliance"] for spot in hung] == [False] * 4
    await street.live(hours=2, about=[new])
    prowls(street, new, hours=9)
    await street.live(hours=9)
    assert await concerns_of(seniors.senior) == [("inactivity", 1, False)]


async def test_what_hangs_where_is_read_by_who_may_tell_it(
    street, seniors, household, house, town, desk
):
    """What a sensor told is for whom she lets see sensors, and for who tends them."""
    flat = street.flats[0]
    await street.live(hours=1, about=[flat])
    spots = (await household())["spots"]
    assert sorted(spot["room"] for spot in spots) == sorted(
        ["LIVING_ROOM", "ENTRANCE", "KITCHEN", "KITCHEN"]
    )
    assert {spot["measures"] for spot in spots} == {None}, "her daughter sees her state alone"
    for phone in (house.phone_of(seniors.senior), desk()):
        told = {spot["room"]: spot["measures"] for spot in (await household(phone))["spots"]}
        assert (told["LIVING_ROOM"], told["ENTRANCE"]) == (["MOTION"], [])
    stranger = house.phone_of(await town.person("남모를"))
    worker = house.phone_of(seniors.worker, Role.CARE_WORKER)
    assert [await household(stranger), await household(worker)] == [None, None]


async def test_what_was_told_goes_with_her_consent_and_is_in_her_copy(
    seniors, tell_household, clock, ids
):
    await Homes(clock, ids).home(seniors.senior)
    await tell_household()
    copy = {each.name: each.rows for each in await export_person(seniors.senior)}
    assert [row["has_pet"] for row in copy["care.pets"]] == [True]
    (walls,) = copy["care.households"]
    assert walls.keys() == {"appliances", "told_at"}, "of pets one thing is said"
    await erase(seniors.senior, Purpose.CARE_CHECK_INS, clock.now())
    assert await sql.fetch("SELECT FROM care.pets") == []


async def test_guests_for_chuseok_are_no_rhythm_of_hers_and_no_alarm(
    street, seniors, clock, daughters_phone
):
    flat = street.flats[0]
    await street.live(hours=2, about=[flat])
    visit = await daughters_phone().tell(
        document("tell_care_visit"),
        seniorId=node("Person", seniors.senior),
        since=clock.now().isoformat(),
        until=(clock.now() + timedelta(days=2)).isoformat(),
    )
    assert visit["__typename"] == "CareVisitSuccess"
    await street.live(hours=24)
    assert await concerns_of(seniors.senior) == [], "they are all at the graves"
    assert (await watch_of(flat)).stopped_by == DeafCause.VISIT
    ended = await daughters_phone().tell(document("end_care_visit"), visitId=visit["visitId"])
    assert ended["__typename"] == "CareVisitSuccess"
    await street.live(hours=5)
    assert await concerns_of(seniors.senior) == [("inactivity", 1, False)], "alone again"


async def test_in_a_heat_wave_the_dong_is_looked_after_more_closely(street, seniors, clock, desk):
    flat = street.flats[0]
    await street.live(hours=1, about=[flat])
    await warm(street, flat, 31.5)
    assert await concerns_of(seniors.senior) == [], "on any other day that is no danger"
    begun = await desk().tell(
        document("begin_care_mode"),
        dongId=node("Unit", seniors.dong),
        kind="HEAT_WAVE",
        until=(clock.now() + timedelta(hours=6)).isoformat(),
    )
    assert begun["__typename"] == "CareModeSuccess"
    await warm(street, flat, 31.5)
    assert await concerns_of(seniors.senior) == [("temperature", 1, False)]
    assert (await signals_of(seniors.senior))["too_hot"]["figure"] == 31.5
    shown = await desk().ask(document("care_sensitivity"), dongId=node("Unit", seniors.dong))
    assert [mode["kind"] for mode in shown["modes"]] == ["HEAT_WAVE"]
    await street.live(hours=6, about=[flat])
    shown = await desk().ask(document("care_sensitivity"), dongId=node("Unit", seniors.dong))
    assert shown["modes"] == [], "it ended by itself"


async def test_a_mode_needs_an_end_and_the_centre_that_serves_the_dong(desk, seniors, clock):
    said = {"dongId": node("Unit", seniors.dong), "kind": "EPIDEMIC"}
    never = (clock.now() + timedelta(days=365)).isoformat()
    refused = await desk().tell(document("begin_care_mode"), **said, until=never)
    assert refused["__typename"] == "NoSuchCareModeEnd"
    elsewhere = {**said, "dongId": node("Unit", seniors.centre)}
    soon = (clock.now() + timedelta(days=1)).isoformat()
    refused = await desk().tell(document("begin_care_mode"), **elsewhere, until=soon)
    assert refused["__typename"] == "NotYourDong"


async def test_was_this_right_moves_her_limits_within_what_the_centre_set(
    street, seniors, desk, daughters_phone
):
    await street.live(hours=2, about=street.flats)
    await street.live(hours=4)
    (case,) = await sql.fetch("SELECT id, senior_id FROM care.cases")
    said = await daughters_phone().tell(
        document("give_care_opinion"), caseId=node("CareCase", case["id"]), opinion="NEEDLESS"
    )
    assert said["moved"] == ["QUESTIONS_A_WEEK", "SILENCE_H"]
    again = await daughters_phone().tell(
        document("give_care_opinion"), caseId=node("CareCase", case["id"]), opinion="NEEDLESS"
    )
    assert again["moved"] == [], "once each"
    bound = {"centreId": node("Unit", seniors.centre), "limit": "SILENCE_H"}
    held = await desk().tell(document("set_care_bound"), **bound, usual=8.0, least=8.0, most=8.0)
    assert held["__typename"] == "SetCareBoundSuccess"
    late = await desk().tell(
        document("give_care_opinion"), caseId=node("CareCase", case["id"]), opinion="TOO_LATE"
    )
    assert late["moved"] == ["QUESTIONS_A_WEEK"], "the centre lets that other one not move"
    upside_down = await desk().tell(
        document("set_care_bound"), **bound, usual=8.0, least=9.0, most=8.0
    )
    assert upside_down["__typename"] == "NotABound"


@pytest.mark.parametrize(("limit", "least"), [("UTILITY_H", 14.0), ("DOOR_DAYS", 1.0)])
async def test_no_centre_misses_a_switch_sooner_than_its_sensor_is_known_to_be_dead(
    desk, seniors, limit, least
):
    bound = {"centreId": node("Unit", seniors.centre), "limit": limit, "usual": 30, "most": 40}
    for too_low in (0.3, least - 0.1):
        refused = await desk().tell(document("set_care_bound"), **bound, least=too_low)
        assert refused["__typename"] == "NotABound"
    assert await sql.fetch("SELECT FROM care.centre_bounds") == []
    held = await desk().tell(document("set_care_bound"), **bound, least=least)
    assert held["least"] == least


async def test_a_stranger_moves_nothing(street, seniors, house, town, clock):
    stranger = house.phone_of(await town.person("남모를"))
    told = await stranger.tell(
        document("tell_care_visit"),
        seniorId=node("Person", seniors.senior),
        since=clock.now().isoformat(),
        until=(clock.now() + timedelta(days=1)).isoformat(),
    )
    assert told["__typename"] == "NotYourHome"
    assert await sql.fetch("SELECT FROM care.visits") == []


async def warm(street, flat, celsius: float) -> None:
    now = street.clock.now()
    for minutes in (5, 20, 40, 58):
        at = now + timedelta(minutes=minutes)
        street.says(flat.motion, "climate", at, celsius=celsius, humidity=60.0)
    await street.live(hours=2, about=[flat])


async def signals_of(senior) -> dict:
    rows = await sql.fetch("SELECT signals FROM care.case_concerns WHERE senior_id = $1", senior)
    told = [signal for row in rows for signal in orjson.loads(row["signals"])]
    return {signal["kind"]: signal["facts"] for signal in told}


async def provenance_of(senior) -> dict:
    rows = await sql.fetch("SELECT provenance FROM care.case_concerns WHERE senior_id = $1", senior)
    return orjson.loads(rows[0]["provenance"])
