"""A silence says how long it had been one, by the judgement itself, and while she is sensed."""

from datetime import timedelta
from importlib import import_module

from domains.care.models import CaseConcern
from domains.care.public import cases, export_person
from domains.kernel import sql
from tests.stories.care.one_flat import seniors, street
from tests.stories.house import node
from tests.stories.identity.documents import document

__all__ = ["seniors", "street"]


async def test_whoever_falls_silent_is_noticed_after_so_long_and_not_at_once(street):
    await street.live(hours=2, about=street.flats)
    await street.live(hours=4)
    row = await CaseConcern.get()
    assert row.raised_at == row.observed_at, "escalation goes by when it became too long"
    assert timedelta(hours=3) <= timedelta(seconds=row.silent_s) < timedelta(hours=3.5)


async def test_what_nobody_could_hear_is_no_silence(street):
    (flat,) = street.flats
    await street.live(hours=2, about=street.flats)
    await street.live(hours=1)
    street.city_is_down = True
    await street.live(hours=2)
    street.city_is_down = False
    flat.kept.clear()
    await street.live(hours=4)
    row = await CaseConcern.get()
    assert timedelta(hours=3) <= timedelta(seconds=row.silent_s) < timedelta(hours=4.5)


async def test_it_stays_with_the_case_and_goes_with_her_yes_to_sensors(
    street, seniors, house, clock, ids
):
    await street.live(hours=2, about=street.flats)
    await street.live(hours=4)
    length = (await CaseConcern.get()).silent_s
    (section,) = [
        each for each in await export_person(seniors.senior) if each.name == "care.case_concerns"
    ]
    assert section.rows[0]["silent_s"] == length
    await cases.mark_false_alarm(
        seniors.as_worker,
        case_id=(await CaseConcern.get()).case_id,
        reason=cases.FalseAlarm.WAS_OUT,
        at=clock.now(),
        clock=clock,
        ids=ids,
    )
    clock.advance(timedelta(days=31))
    assert await cases.forget_signals(clock=clock) == 1
    row = await CaseConcern.get()
    assert (row.signals, row.silent_s) == ([], length)
    await house.phone_of(seniors.senior).tell(
        document("withdraw_consent"),
        subjectId=node("Person", seniors.senior),
        purpose="CARE_HOME_SENSORS",
    )
    assert await sql.fetch("SELECT FROM care.case_concerns WHERE silent_s IS NOT NULL") == []


async def test_of_what_was_raised_before_it_is_read_from_the_signals(street):
    await street.live(hours=2, about=street.flats)
    await street.live(hours=4)
    length = (await CaseConcern.get()).silent_s
    await sql.execute("UPDATE care.case_concerns SET silent_s = NULL")
    migration = import_module("domains.care.migrations.0017_how_long_she_was_silent")
    await sql.execute(migration.AS_IT_STANDS_IN_THE_SIGNALS)
    assert (await CaseConcern.get()).silent_s == length
