"""She leaves: everything that was held is destroyed, her guardians hear it, and a receipt stays."""

from datetime import timedelta

from tortoise.transactions import in_transaction

from api import bootstrap
from api.timers import fire_turn, handlers
from domains.care import public as care
from domains.care.public import cases
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.text import Locale
from notifications.announcements.care_cases import care_case_tag
from tests.care.cases.worry import Worry
from tests.stories.care.documents import LEAVE, MINE, WORDS
from tests.stories.house import everything, node
from tests.stories.identity.documents import document

RECEIPTS, WITHDRAW = document("erasures"), document("withdraw_consent")


async def rows_that_name(person) -> list[str]:
    """Tables of care in which an id stands anywhere."""
    tables = await sql.fetch(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_schema = 'care' AND table_type = 'BASE TABLE'"
    )
    found = []
    for table in (row["table_name"] for row in tables):
        hits = await sql.fetch(
            f"SELECT 1 FROM care.{table} t WHERE t::text LIKE $1 LIMIT 1",
            f"%{person}%",
        )
        found += [table] if hits else []
    return found


async def test_nothing_of_her_is_left_and_the_receipts_say_so(dong, clock, ids):
    people, senior = dong.people, await dong.senior()
    await senior.tell(WORDS, ownWords="딸이 먼저예요.")
    await care.pause_care(
        people.as_senior,
        senior_id=people.senior,
        reason=care.PauseReason.TRAVEL,
        until=clock.now() + timedelta(days=7),
        clock=clock,
        ids=ids,
    )
    left = await senior.tell(LEAVE, locale="KO")
    gone = {each["what"]: each["rows"] for each in left["erased"]}
    assert gone["care.enrolments"] == gone["care.residences"] == gone["care.contacts"] == 1
    assert await rows_that_name(people.senior) == []
    rows = await sql.fetch("SELECT 1 FROM kernel.timers WHERE topic = $1", "care.pause_ends")
    assert rows == []
    assert await care.care_plan(people.senior, at=clock.now()) is None
    assert await senior.ask(MINE) is None
    standing = await consent.standing_purposes([people.senior], at=clock.now())
    assert standing[people.senior] == frozenset()

    receipts = (await senior.ask(RECEIPTS, subjectId=node("Person", people.senior)))["edges"]
    assert {edge["node"]["purpose"] for edge in receipts} == {
        "CARE_CHECK_INS",
        "CARE_HOME_SENSORS",
    }
    assert (await senior.tell(LEAVE, locale="KO"))["__typename"] == "CareNotFound"


async def test_a_no_among_her_consents_is_the_same(dong):
    people, senior = dong.people, await dong.senior()
    await senior.tell(WITHDRAW, subjectId=node("Person", people.senior), purpose="CARE_CHECK_INS")
    assert await rows_that_name(people.senior) == []


async def test_nobody_leaves_in_her_place(dong):
    phones = (await dong.guardian(), await dong.worker(), await dong.desk())
    before = await everything()
    for phone in phones:
        assert (await phone.tell(LEAVE, locale="KO"))["__typename"] == "CareNotFound"
    assert await everything() == before


async def test_her_guardians_hear_that_nobody_looks_after_her_any_more(city, seniors):
    daughters = await city.gives_phone(seniors.guardian, "hyonyeo")
    await leaves(city, seniors)
    await city.settle()
    (notice,) = daughters.history
    assert notice.title == "박복례 님 돌봄이 끝났어요"


async def leaves(city, seniors) -> None:
    await care.people.leave_care(
        Actor(person_id=seniors.senior),
        locale=Locale.KO,
        erasers=bootstrap.ERASERS,
        clock=city.clock,
        ids=city.ids,
    )


async def test_who_is_erased_leaves_no_trace_as_guardian_or_care_worker(dong, clock, ids):
    people = dong.people
    for person in (people.guardian, people.worker, people.desk, people.senior):
        await care.erase_person(person, clock.now(), clock=clock, ids=ids)
        assert await rows_that_name(person) == []


async def test_no_alarm_of_hers_is_read_anywhere_any_more(city, seniors):
    """Alarms stand on no consent: they lie in the inboxes of all who were asked."""
    daughters = await city.gives_phone(seniors.guardian, "hyonyeo")
    asked = await asked_on(daughters, city, seniors)
    assert await texts_of(asked) == (1, 1)
    await leaves(city, seniors)
    assert await texts_of(asked) == (0, 0)
    await city.settle()
    assert asked not in {notice.tag for notice in daughters.screen}, "it is taken back all the same"
    assert await rows_that_name(seniors.senior) == []


async def test_of_who_is_erased_no_alarm_stays_on_a_screen(city, seniors):
    daughters = await city.gives_phone(seniors.guardian, "hyonyeo")
    asked = await asked_on(daughters, city, seniors)
    async with in_transaction():
        for eraser in bootstrap.person_erasers(clock=city.clock, ids=city.ids).values():
            await eraser(seniors.senior, city.clock.now())
    assert await texts_of(asked) == (0, 0)
    await city.settle()
    assert asked not in {notice.tag for notice in daughters.screen}


async def asked_on(phone, city, seniors) -> str:
    """The tag of an alarm that is on its screen."""
    worry = Worry(seniors, city.clock, city.ids)
    await worry.about(cases.ConcernKind.UNCLEAR_ANSWER)
    await fire_turn(handlers(clock=city.clock, ids=city.ids), clock=city.clock)
    await city.settle()
    asked = care_case_tag((await worry.case()).id)
    assert asked in {notice.tag for notice in phone.screen}
    return asked


async def test_a_second_no_takes_nothing_of_what_was_told_because_she_left(city, seniors):
    await city.gives_phone(seniors.guardian, "hyonyeo")
    await leaves(city, seniors)
    await city.settle()
    left = f"care-rest:{seniors.senior}"
    assert await texts_of(left) == (1, 1)
    await bootstrap.ERASERS.within[Purpose.CARE_CHECK_INS](
        seniors.senior, Purpose.CARE_CHECK_INS, city.clock.now()
    )
    assert await texts_of(left) == (1, 1)


async def texts_of(tag: str) -> tuple[int, int]:
    """Notices and inbox entries that still say something."""
    notices = "SELECT 1 FROM notifications.notices WHERE tag = $1 AND names IS NOT NULL"
    entries = "SELECT 1 FROM notifications.inbox WHERE tag = $1"
    return len(await sql.fetch(notices, tag)), len(await sql.fetch(entries, tag))
