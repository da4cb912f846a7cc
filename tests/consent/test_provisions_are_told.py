"""위치정보법 §19③④: to whom a location was given is told at once, or together by one's choice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domains.consent import public as consent
from domains.consent.provision_notices import period_of
from domains.consent.public import Act, NotYoursToDecide, ProvisionNotices, Purpose
from domains.kernel.actor import Actor, system_actor
from domains.kernel.clock import seoul_date

ARRIVAL, ALERTS = Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_ALERTS


@pytest.fixture
async def young(years, home_of):
    home = await home_of(date(2017, 2, 10))
    for purpose in (ARRIVAL, ALERTS):
        await years.grant(home.mother, home.child, purpose)
    return home


@pytest.fixture
async def grown(years, home_of):
    home = await home_of(date(2010, 2, 10))
    for purpose in (ARRIVAL, ALERTS):
        await years.grant(home.child, home.child, purpose)
    return home


async def provide(years, subject, receiver, *purposes) -> None:
    await consent.require_each(
        system_actor("tests"),
        subjects=[subject],
        purposes=purposes or (ARRIVAL,),
        act=Act.PROVIDE,
        receiver_id=receiver,
        clock=years.clock,
        ids=years.ids,
    )


async def choose(years, by, subject, notices):
    return await consent.choose_provision_notices(
        Actor(person_id=by), subject_id=subject, notices=notices, clock=years.clock, ids=years.ids
    )


async def test_a_grown_child_hears_at_once_that_the_mother_was_told(years, grown):
    await provide(years, grown.child, grown.mother, ARRIVAL, ALERTS)
    (told,) = await years.said("consent.location_provided")
    assert told["person_id"] == str(grown.child)
    assert told["receiver_id"] == str(grown.mother)
    assert sorted(told["purposes"]) == [ALERTS, ARRIVAL]
    assert datetime.fromisoformat(told["at"]) == years.clock.now()


async def test_of_a_young_child_the_guardians_hear_what_others_are_given(years, young, town):
    teacher = await town.person("담임")
    await provide(years, young.child, teacher)
    told = await years.said("consent.location_provided")
    assert {t["person_id"] for t in told} == {str(young.mother), str(young.father)}


async def test_no_notice_for_guardians_oneself_collection_or_the_citys_own(years, young, town):
    operator = await town.operator()
    await provide(years, young.child, young.mother)
    await provide(years, young.child, young.child)
    await provide(years, young.child, operator.person_id)
    await consent.require(
        system_actor("tests"),
        subject_id=young.child,
        purpose=ARRIVAL,
        act=Act.COLLECT,
        clock=years.clock,
        ids=years.ids,
    )
    assert await years.said("consent.location_provided") == []


async def test_a_day_together_is_told_the_next_morning_once(years, grown, town):
    chosen = await choose(years, grown.child, grown.child, ProvisionNotices.DAILY)
    assert isinstance(chosen, consent.NoticesChosen)
    for _ in range(3):
        years.clock.advance(timedelta(minutes=10))
        await provide(years, grown.child, grown.mother, ARRIVAL, ALERTS)
    await provide(years, grown.child, grown.father)
    await years.live_until(datetime(2026, 3, 9, tzinfo=UTC))

    (digest,) = await years.said("consent.location_provided_digest")
    assert digest["said_at"].astimezone(UTC) - timedelta(hours=6) <= datetime(
        2026, 3, 3, 23, tzinfo=UTC
    )
    assert seoul_date(digest["said_at"]) == date(2026, 3, 4)
    assert (digest["first"], digest["last"], digest["times"]) == ("2026-03-03", "2026-03-03", 4)
    assert {(p["receiver_id"], p["purpose"], p["times"]) for p in digest["provisions"]} == {
        (str(grown.mother), ARRIVAL, 3),
        (str(grown.mother), ALERTS, 3),
        (str(grown.father), ARRIVAL, 1),
    }
    assert await years.said("consent.location_provided") == []


async def test_each_parent_of_a_young_child_hears_of_the_other(years, young):
    await choose(years, young.mother, young.child, ProvisionNotices.DAILY)
    await provide(years, young.child, young.mother)
    await years.live_until(datetime(2026, 3, 9, tzinfo=UTC))
    (digest,) = await years.said("consent.location_provided_digest")
    assert (digest["person_id"], digest["times"]) == (str(young.father), 1)


async def test_days_without_provisions_are_silent(years, grown):
    await choose(years, grown.child, grown.child, ProvisionNotices.DAILY)
    await years.live_until(datetime(2026, 3, 9, tzinfo=UTC))
    assert await years.said("consent.location_provided_digest") == []


@pytest.mark.parametrize(
    ("notices", "first", "last"),
    [
        (ProvisionNotices.DAILY, date(2026, 3, 4), date(2026, 3, 4)),
        (ProvisionNotices.WEEKLY, date(2026, 3, 2), date(2026, 3, 8)),
        (ProvisionNotices.MONTHLY, date(2026, 3, 2), date(2026, 3, 29)),
    ],
)
def test_a_day_belongs_to_one_digest_within_thirty_days(notices, first, last):
    period = period_of(date(2026, 3, 4), notices)
    assert (period.first, period.last) == (first, last)
    assert period.told_at - period.begins < timedelta(days=30)


async def test_only_who_decides_chooses(years, young, grown, town):
    stranger = await town.person("낯선이")
    for by, subject in (
        (young.child, young.child),
        (grown.mother, grown.child),
        (stranger, young.child),
    ):
        answer = await choose(years, by, subject, ProvisionNotices.DAILY)
        assert answer == NotYoursToDecide()
