"""A senior asked on her phone: her centre hears that she waits, answers, and she hears it."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from api import bootstrap
from domains.care import public as care
from domains.consent import public as consent
from domains.consent.models import LedgerEntry
from domains.consent.public import CATALOGUE, Purpose
from domains.identity.roles import UnitKind
from domains.kernel import personal, sql
from domains.kernel.actor import Actor, Role
from domains.kernel.models import AuditEntry
from domains.kernel.text import Locale
from tests.builders.care import BORN, SENSORS_TOO, official, unit
from tests.builders.families import REGISTRY
from tests.care.cases.crossing import a_crossing
from tests.care.cases.worry import Worry
from tests.stories.care.documents import DECLINE, ENROL, LIST, MINE
from tests.stories.care.test_leaving import rows_that_name
from tests.stories.house import everything, node
from tests.stories.identity.documents import document
from tests.stories.operations.conftest import sit_down

__all__ = ["sit_down"]

BOARD, HOME = document("care_board"), document("senior_home")
WAITS, BEGUN = "돌봄 신청이 기다려요", "돌봄이 시작됐어요"
NOT_TAKEN = "돌봄 신청을 받지 못했어요"


async def ask(city, senior, dong) -> care.people.Enrolled:
    """As her app does."""
    asked = await care.people.enrol(
        Actor(person_id=senior),
        care.people.Application(
            flat=care.people.Flat(dong, await personal.seal(senior, "오산시 대원동 복숭아로 9")),
            agrees={purpose: CATALOGUE[purpose].version for purpose in SENSORS_TOO},
            locale=Locale.KO,
        ),
        clock=city.clock,
        ids=city.ids,
    )
    assert isinstance(asked, care.people.Enrolled)
    return asked


@pytest.fixture
async def morning(city, seniors):
    """Ten o'clock in Osan; the news of everybody who is cared for already is over."""
    await city.settle()
    city.clock.set(city.clock.now().replace(hour=1) + timedelta(days=10))
    return city


@pytest.fixture
async def newcomer(morning):
    return await morning.town.person("김순덕", born=BORN)


async def accept(city, seniors, asked) -> None:
    await care.people.accept_into_care(
        seniors.as_desk, asked.enrolment_id, clock=city.clock, ids=city.ids
    )
    await city.settle()


async def decline(city, seniors, asked, why=care.Declined.NOT_OUR_AREA) -> object:
    outcome = await care.decline_application(
        seniors.as_desk,
        asked.enrolment_id,
        why,
        erasers=bootstrap.ERASERS,
        clock=city.clock,
        ids=city.ids,
    )
    await city.settle()
    return outcome


async def test_staff_of_her_centre_hear_that_somebody_waits_and_by_day(morning, seniors, newcomer):
    desk, manager, worker = [
        await morning.gives_phone(who, who.hex)
        for who in (seniors.desk, seniors.manager, seniors.worker)
    ]
    morning.clock.advance(timedelta(hours=14))
    await ask(morning, newcomer, seniors.dong)
    await morning.settle()
    assert desk.history == [], "nobody is woken at midnight"
    await morning.sleep_until(morning.clock.now() + timedelta(hours=9))
    for phone in (desk, manager):
        (notice,) = phone.history
        assert notice.title == WAITS
        assert "김순덕" not in notice.title + notice.body
    assert worker.history == [], "she is not in their care yet"


async def test_who_was_taken_on_hears_by_whom_and_staff_need_not_look_any_more(
    morning, seniors, newcomer
):
    hers = await morning.gives_phone(newcomer, "sunduk")
    manager = await morning.gives_phone(seniors.manager, "manager")
    asked = await ask(morning, newcomer, seniors.dong)
    await morning.settle()
    assert [notice.title for notice in manager.screen] == [WAITS]
    assert hers.history == []
    await accept(morning, seniors, asked)
    (notice,) = hers.history
    assert (notice.title, "대원동 행복복지센터" in notice.body) == (BEGUN, True)
    assert manager.screen == [], "somebody has looked"


async def test_who_is_declined_hears_why_and_may_ask_again(morning, seniors, newcomer):
    hers = await morning.gives_phone(newcomer, "sunduk")
    manager = await morning.gives_phone(seniors.manager, "manager")
    asked = await ask(morning, newcomer, seniors.dong)
    await morning.settle()
    assert [notice.title for notice in manager.screen] == [WAITS]
    assert isinstance(await decline(morning, seniors, asked), care.ApplicationDeclined)
    assert manager.screen == [], "somebody has looked"
    (notice,) = hers.history
    assert notice.title == NOT_TAKEN
    assert "센터에서 맡는 지역이 아니에요" in notice.body
    assert "다시 신청" in notice.body
    again = await ask(morning, newcomer, seniors.dong)
    await accept(morning, seniors, again)
    assert [each.title for each in hers.history] == [NOT_TAKEN, BEGUN]


async def test_what_she_sent_is_destroyed_and_only_the_trail_says_that_she_asked(
    morning, seniors, newcomer
):
    asked = await ask(morning, newcomer, seniors.dong)
    await morning.settle()
    await decline(morning, seniors, asked)
    assert await rows_that_name(newcomer) == []
    standing = await consent.standing_purposes([newcomer], at=morning.clock.now())
    assert standing[newcomer] == frozenset(), "a yes that nobody serves does not stand"
    ended = await LedgerEntry.filter(subject_id=newcomer, action="expired")
    assert {(word.purpose, word.because, word.channel) for word in ended} == {
        (purpose, "unserved", "house") for purpose in SENSORS_TOO
    }
    (trace,) = await AuditEntry.filter(action="care.enrolment.decline")
    assert (trace.actor_id, trace.subject_id) == (seniors.desk, newcomer)
    receipts = await sql.fetch(
        "SELECT 1 FROM consent.erasures WHERE subject_id = $1 AND store = 'database'", newcomer
    )
    assert len(receipts) == len(SENSORS_TOO)


async def test_her_page_says_that_she_may_ask_again(morning, seniors, newcomer, sit_down):
    asked = await ask(morning, newcomer, seniors.dong)
    page = await sit_down(newcomer)
    assert "신청을 확인하고 있습니다" in (await page.open("/care/home")).text
    await decline(morning, seniors, asked)
    gone = await page.open("/care/home")
    assert gone.status_code == 404
    assert "다시 신청할 수 있습니다" in gone.text


async def test_of_who_took_it_back_in_the_night_nobody_hears_in_the_morning(
    morning, seniors, newcomer
):
    manager = await morning.gives_phone(seniors.manager, "manager")
    morning.clock.advance(timedelta(hours=14))
    await ask(morning, newcomer, seniors.dong)
    await morning.settle()
    await takes_back(morning, newcomer)
    await morning.sleep_until(morning.clock.now() + timedelta(hours=9))
    assert manager.history == []


async def test_who_took_it_back_by_day_stands_on_no_screen_any_more(morning, seniors, newcomer):
    manager = await morning.gives_phone(seniors.manager, "manager")
    await ask(morning, newcomer, seniors.dong)
    await morning.settle()
    assert [notice.title for notice in manager.screen] == [WAITS]
    await takes_back(morning, newcomer)
    assert manager.screen == []


async def takes_back(city, senior) -> None:
    await care.people.leave_care(
        Actor(person_id=senior),
        locale=Locale.KO,
        erasers=bootstrap.ERASERS,
        clock=city.clock,
        ids=city.ids,
    )
    await city.settle()


async def test_of_who_is_erased_while_she_waits_no_id_is_written_down_again(
    morning, seniors, newcomer
):
    await morning.gives_phone(seniors.manager, "manager")
    await ask(morning, newcomer, seniors.dong)
    await morning.settle()
    async with in_transaction():
        for eraser in bootstrap.person_erasers(clock=morning.clock, ids=morning.ids).values():
            await eraser(newcomer, morning.clock.now())
    await morning.settle()
    named = "SELECT FROM notifications.notices n WHERE n::text LIKE '%' || $1::text || '%'"
    assert await sql.fetch(named, str(newcomer)) == []


async def test_a_dong_that_goes_to_another_centre_takes_who_waits_along(morning, seniors, newcomer):
    town = morning.town
    centre = await unit(town, UnitKind.CENTRE, "세마동 행복복지센터")
    theirs = await official(town, "한상담", Role.CENTRE_STAFF, centre)
    phone = await morning.gives_phone(theirs, "theirs")
    await ask(morning, newcomer, seniors.dong)
    await morning.settle()
    assert phone.history == []
    await care.serve_dong(
        REGISTRY, dong_id=seniors.dong, centre_id=centre, clock=town.clock, ids=town.ids
    )
    await morning.settle()
    assert [notice.title for notice in phone.history] == [WAITS], "once: the others are cared for"


async def test_what_is_open_of_a_dong_goes_over_with_it(morning, seniors):
    """Each case by itself, once the city has said so."""
    worry = Worry(seniors, morning.clock, morning.ids)
    await worry.about()
    await morning.settle()
    town = morning.town
    centre = await unit(town, UnitKind.CENTRE, "세마동 행복복지센터")
    await care.serve_dong(
        REGISTRY, dong_id=seniors.dong, centre_id=centre, clock=town.clock, ids=town.ids
    )
    assert (await worry.case()).centre_id == seniors.centre
    await morning.settle()
    assert (await worry.case()).centre_id == centre


async def test_who_is_cared_for_is_declined_by_nobody(dong):
    desk = await dong.desk()
    rows = (await desk.ask(LIST, centreId=node("Unit", dong.people.centre)))["edges"]
    (hers,) = [edge["node"] for edge in rows]
    before = await everything()
    said = {"enrolmentId": hers["enrolmentId"], "reason": "OTHER"}
    assert (await desk.tell(DECLINE, **said))["__typename"] == "AlreadyInCare"
    assert await everything() == before


async def test_the_board_counts_who_waits_and_no_other_centre_says_no(dong, neighbourhood):
    she = await dong.phone(await dong.town.person("김순덕", born=BORN))
    asked = await she.tell(
        ENROL,
        dongId=node("Unit", dong.people.dong),
        address="오산시 대원동 복숭아로 9",
        consents=[
            {
                "purpose": "CARE_CHECK_INS",
                "textVersion": CATALOGUE[Purpose.CARE_CHECK_INS].version,
            }
        ],
        locale="KO",
    )
    desk, centre = await dong.desk(), node("Unit", dong.people.centre)
    board = await desk.ask(BOARD, centreId=centre)
    assert (board["caredFor"], board["waiting"]) == (1, 1)
    elsewhere = await unit(dong.town, UnitKind.CENTRE, "남촌동 행복복지센터")
    far = await official(dong.town, "먼상담", Role.CENTRE_STAFF, elsewhere)
    other = await neighbourhood.phone(far, Role.CENTRE_STAFF)
    said = {"enrolmentId": asked["enrolmentId"], "reason": "NOBODY_FOUND"}
    nobodies = (await dong.guardian(), await dong.worker(), she)
    before = await everything()
    assert (await other.tell(DECLINE, **said))["__typename"] == "CareNotFound"
    for stranger in nobodies:
        assert await stranger.refused_telling(DECLINE, **said) == "FORBIDDEN"
    assert await everything() == before
    told = await desk.tell(DECLINE, **said)
    assert told["__typename"] == "DeclineCareApplicationSuccess"
    assert (await desk.ask(BOARD, centreId=centre))["waiting"] == 0
    assert (await desk.tell(DECLINE, **said))["__typename"] == "CareNotFound"
    assert await she.ask(MINE) is None
    assert await she.ask(HOME) is None


async def test_who_is_erased_while_she_is_declined_leaves_nothing_behind(
    settings, morning, seniors, newcomer
):
    """Staff press it while the rights desk destroys all of hers: they wait, and she is nobody."""
    asked = await ask(morning, newcomer, seniors.dong)
    await morning.settle()

    async def erased():
        for eraser in bootstrap.person_erasers(clock=morning.clock, ids=morning.ids).values():
            await eraser(newcomer, morning.clock.now())

    async def declined():
        return await decline(morning, seniors, asked)

    async with a_crossing(settings.database.url) as crossing:
        _, answer = await crossing.overtake(erased, declined)
    assert answer == care.people.NotYourSenior()
    left = await sql.fetch("SELECT FROM consent.standing WHERE subject_id = $1", newcomer)
    assert left == [], "asking about her has written nothing of her"
