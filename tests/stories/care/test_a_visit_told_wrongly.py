"""Somebody says that the family is with her, and types the wrong month: it is seen, and ended."""

from datetime import timedelta

import pytest

from domains.care.ports import DeafCause
from domains.care.public import judgement
from domains.kernel import sql
from tests.builders.care import choose, tie
from tests.builders.street import Street, concerns_of, watch_of
from tests.care.judgement.metronome import Metronome
from tests.stories.care.documents import DEPTH
from tests.stories.house import everything, node
from tests.stories.identity.documents import document
from tests.stories.operations.conftest import sit_down

__all__ = ["sit_down"]

TELL, END = document("tell_care_visit"), document("end_care_visit")
VISITS, TODAY = document("care_visits"), document("senior_today")
MONTH = timedelta(days=30)


@pytest.fixture
def her(dong) -> dict[str, str]:
    return {"seniorId": node("Person", dong.people.senior)}


@pytest.fixture
async def street(dong, clock, ids):
    """She has stirred for two hours, and is quiet from now on."""
    street = await Street.build(clock, ids, model=Metronome(suspicious_h=3.0, grave_h=30.0))
    flat = await street.flat(dong.people.senior)
    await street.live(hours=2, about=[flat])
    return street


@pytest.fixture
async def brother(dong):
    """He is asked as well, after his sister."""
    people = dong.people
    brother = await dong.town.person("박아들")
    await tie(dong.town, brother, people.senior)
    await choose(dong.town, people.senior, [people.guardian, brother])
    return lambda: dong.phone(brother)


@pytest.fixture
def tell(her, clock):
    async def tell(phone, *, since=timedelta(0), until=MONTH):
        told = await phone.tell(
            TELL,
            **her,
            since=(clock.now() + since).isoformat(),
            until=(clock.now() + until).isoformat(),
        )
        assert told["__typename"] == "CareVisitSuccess", told
        return told

    return tell


async def test_her_son_finds_and_ends_what_his_sister_told(dong, her, street, brother, tell):
    told = await tell(await dong.guardian())
    await street.live(hours=24)
    assert await concerns_of(dong.people.senior) == [], "for a month nobody would have heard"
    (found,) = await (await brother()).ask(VISITS, **her)
    assert (found["id"], found["toldBy"], found["toldByYou"]) == (
        told["visitId"],
        "박효녀",
        False,
    )
    ended = await (await brother()).tell(END, visitId=found["id"])
    assert ended["__typename"] == "CareVisitSuccess"
    assert await (await brother()).ask(VISITS, **her) == []
    await street.live(hours=5)
    assert [kind for kind, *_ in await concerns_of(dong.people.senior)] == ["inactivity"]


async def test_visits_that_are_to_come_are_listed_and_those_that_are_over_are_not(
    dong, her, tell, clock
):
    feast = await tell(await dong.senior(), since=timedelta(days=20), until=timedelta(days=22))
    today = await tell(await dong.desk(), until=timedelta(hours=3))
    listed = await (await dong.guardian()).ask(VISITS, **her)
    assert [visit["id"] for visit in listed] == [today["visitId"], feast["visitId"]]
    assert [visit["toldBy"] for visit in listed] == ["이상담", "박복례"]
    clock.advance(timedelta(hours=4))
    (left,) = await (await dong.senior()).ask(VISITS, **her)
    assert (left["id"], left["toldByYou"]) == (feast["visitId"], True)


async def test_who_may_tell_none_reads_and_ends_none(dong, her, tell):
    told = await tell(await dong.senior())
    others = (await dong.stranger(), await dong.worker())
    before = await everything()
    for phone in others:
        assert await phone.ask(VISITS, **her) is None
        refused = await phone.tell(END, visitId=told["visitId"])
        assert refused["__typename"] == "NotYourHome"
    assert await everything() == before


async def test_today_says_that_a_visit_is_why_her_silence_does_not_count(dong, her, street, tell):
    chosen = {"receiver": "GUARDIAN", "guardianId": node("Person", dong.people.guardian)}
    await (await dong.senior()).tell(DEPTH, **chosen, depth="REASONS")
    seen = await (await dong.guardian()).ask(TODAY, **her)
    assert (seen["reasons"]["isHeard"], seen["reasons"]["silenceStoppedBy"]) == (True, None)
    await tell(await dong.guardian(), until=timedelta(hours=20))
    await street.live(hours=1)
    assert (await watch_of(street.flats[0])).stopped_by == DeafCause.VISIT
    seen = await (await dong.guardian()).ask(TODAY, **her)
    assert seen["reasons"]["silenceStoppedBy"] == "VISIT", "no cable is loose"
    await (await dong.senior()).tell(DEPTH, **chosen, depth="STATE")
    assert (await (await dong.guardian()).ask(TODAY, **her))["reasons"] is None


async def test_her_family_page_says_it_too(dong, street, tell, sit_down):
    await tell(await dong.guardian(), until=timedelta(hours=20))
    await street.live(hours=1)
    page = f"/care/family/{dong.people.senior}"
    said = "함께 계신 분이 있다고 들어서"
    assert said not in (await (await sit_down(dong.people.guardian)).open(page)).text
    await (await dong.senior()).tell(
        DEPTH,
        receiver="GUARDIAN",
        guardianId=node("Person", dong.people.guardian),
        depth="REASONS",
    )
    assert said in (await (await sit_down(dong.people.guardian)).open(page)).text


@pytest.fixture
async def said(city, seniors):
    """That her care has begun is told; from now on somebody says that they are with her."""
    await city.settle()

    async def said(actor, *, lasts: timedelta, since: timedelta = timedelta(0)):
        begins = city.clock.now() + since
        outcome = await judgement.tell_visit(
            actor,
            senior_id=seniors.senior,
            since=begins,
            until=begins + lasts,
            clock=city.clock,
            ids=city.ids,
        )
        assert isinstance(outcome, judgement.VisitTold)
        await city.settle()
        return outcome

    return said


SOMEBODY_STAYS = "박복례 님과 함께 계신 분이 있다고 해요"
DAY = timedelta(days=1)


async def test_a_long_visit_that_she_did_not_tell_herself_is_told_to_her_and_hers(
    city, seniors, said
):
    hers = await city.gives_phone(seniors.senior, "bokrye")
    daughters = await city.gives_phone(seniors.guardian, "hyonyeo")
    await said(seniors.as_guardian, lasts=DAY)
    await said(seniors.as_senior, lasts=MONTH)
    assert hers.history == daughters.history == [], "a short one, and her own word"
    await said(seniors.as_guardian, lasts=MONTH)
    for phone in (hers, daughters):
        assert [notice.title for notice in phone.history] == [SOMEBODY_STAYS]
    assert len(await sql.fetch("SELECT FROM care.visits")) == 3


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(hours=7), -timedelta(hours=7)])
async def test_a_long_visit_in_pieces_is_a_long_visit(city, seniors, said, apart):
    """A day each, one after the other, with less between them than a silence takes to be one."""
    hers = await city.gives_phone(seniors.senior, "bokrye")
    for day in range(3):
        await said(seniors.as_guardian, since=(DAY + apart) * day, lasts=DAY)
        assert [notice.title for notice in hers.history] == [SOMEBODY_STAYS] * day
    await said(seniors.as_guardian, since=6 * DAY, lasts=DAY)
    assert len(hers.history) == 2, "with days between, it is one of its own"


async def test_whom_she_asked_in_is_no_piece_of_what_others_say(city, seniors, said):
    hers = await city.gives_phone(seniors.senior, "bokrye")
    await said(seniors.as_senior, lasts=3 * DAY)
    await said(seniors.as_guardian, since=3 * DAY, lasts=DAY)
    assert hers.history == []


async def test_who_comes_for_an_hour_each_day_is_no_visit_of_a_week(city, seniors, said):
    hers = await city.gives_phone(seniors.senior, "bokrye")
    for day in range(7):
        await said(seniors.as_guardian, since=DAY * day, lasts=timedelta(hours=9))
    assert hers.history == []


async def test_what_was_told_of_a_visit_goes_when_somebody_ends_it(city, seniors, said):
    """Nobody goes on reading that a silent home raises no alarm."""
    phones = [
        await city.gives_phone(seniors.senior, "bokrye"),
        await city.gives_phone(seniors.guardian, "hyonyeo"),
    ]
    wrong = await said(seniors.as_guardian, lasts=MONTH)
    right = await said(seniors.as_guardian, since=2 * MONTH, lasts=2 * DAY)
    assert [len(phone.screen) for phone in phones] == [2, 2]
    city.clock.advance(timedelta(hours=1))
    ended = await judgement.end_visit(
        seniors.as_senior, wrong.visit_id, clock=city.clock, ids=city.ids
    )
    assert isinstance(ended, judgement.VisitTold)
    await city.settle()
    kept = {f"care-visit:{right.visit_id}"}
    assert [{notice.tag for notice in phone.screen} for phone in phones] == [kept, kept]
