"""A centre's board, its figures, and a map that tells of nobody."""

from datetime import timedelta
from uuid import UUID

import pytest

from domains.care.cases.vocabulary import CaseState, ConcernKind, Level, Rung
from domains.care.homes.vocabulary import Room
from domains.care.models import Case, Device, Enrolment, Home, Residence, Spot
from domains.care.people.models import ServedDong
from domains.care.people.vocabulary import Depth, Way
from domains.care.public import cases
from domains.care.views.small_cells import cut_down
from domains.identity.roles import UnitKind
from domains.kernel import sql
from domains.kernel.actor import Role
from tests.builders.care import official, unit
from tests.care.cases.worry import Worry
from tests.stories.house import node
from tests.stories.identity.documents import document

BOARD, FIGURES, MAP = document("care_board"), document("care_figures"), document("care_risk_map")


@pytest.fixture
def worry(dong, clock, ids) -> Worry:
    return Worry(dong.people, clock, ids)


@pytest.fixture
def centre(dong) -> str:
    return node("Unit", dong.people.centre)


async def test_the_gravest_case_stands_first_with_its_clock(dong, worry, centre):
    other = await dong.people.senior_of("김순덕")
    await worry.about(ConcernKind.INACTIVITY)
    await worry.about(ConcernKind.SOS, senior=other)
    board = await (await dong.desk()).ask(BOARD, centreId=centre)
    assert (board["caredFor"], board["paused"], board["unheard"]) == (2, 0, 0)
    assert [case["senior"] for case in board["cases"]] == ["김순덕", "박복례"]
    assert all(case["nextAt"] for case in board["cases"])


async def test_another_centre_sees_nothing_of_it(dong, worry, centre):
    await worry.about(ConcernKind.SOS)
    town = dong.town
    far = await unit(town, UnitKind.CENTRE, "남촌동 행복복지센터")
    clerk = await official(town, "먼상담", Role.CENTRE_STAFF, far)
    phone = await dong.neighbourhood.phone(clerk, Role.CENTRE_STAFF)
    for document_, said in ((BOARD, {}), (FIGURES, {"month": "2026-03-01"})):
        assert await phone.refused(document_, centreId=centre, **said) == "FORBIDDEN"
    assert (await phone.ask(BOARD, centreId=node("Unit", far)))["cases"] == []


async def test_figures_count_from_five_on(dong, worry, centre, clock, ids):
    desk = await dong.desk()
    month = clock.now().date().isoformat()
    for n in range(5):
        seen = await desk.ask(FIGURES, centreId=centre, month=month)
        assert seen["detection"] is None, "fewer than five tell of somebody"
        assert seen["falseAlarmsPer100Homes"] is None
        await worry.about(ConcernKind.CALL_ME, ago=timedelta(minutes=n + 1))
        case = await worry.case()
        steady = {"case_id": case.id, "clock": clock, "ids": ids}
        clock.advance(timedelta(minutes=1))
        await cases.acknowledge_case(dong.people.as_worker, **steady)
        await cases.raise_case(dong.people.as_worker, **steady)
        clock.advance(timedelta(seconds=20))
        await cases.acknowledge_case(dong.people.as_desk, **steady)
        await cases.mark_false_alarm(
            dong.people.as_worker, reason=cases.FalseAlarm.WAS_OUT, **steady
        )
    seen = await desk.ask(FIGURES, centreId=centre, month=month)
    assert seen["detection"] == {"of": 5, "medianS": 180.0, "p95S": pytest.approx(288.0)}
    assert seen["response"]["medianS"] == 60.0, "until the first, whoever took it again later"
    assert seen["availability"] is None, "no device, no share"
    for name in ("김가", "김나", "김다", "김라"):
        await dong.people.senior_of(name)
    seen = await desk.ask(FIGURES, centreId=centre, month=month)
    assert seen["falseAlarmsPer100Homes"] == 100.0, "five alarms in five homes"


HOUR = timedelta(hours=1)


async def told_and_closed(dong, worry, kind: ConcernKind, **said) -> None:
    """A case about somebody, of which it is heard at once, and which is over."""
    await worry.about(kind, ago=said.pop("ago", timedelta(0)), **said)
    case, clock, ids = await worry.case(), worry.clock, worry.ids
    await cases.mark_false_alarm(
        dong.people.as_worker,
        case_id=case.id,
        reason=cases.FalseAlarm.WAS_OUT,
        at=clock.now(),
        clock=clock,
        ids=ids,
    )


async def test_a_silence_counts_from_when_she_was_last_heard_and_a_danger_by_itself(
    dong, worry, centre, clock
):
    """The judgement raises a silence in the moment in which it has become too long."""
    desk, month = await dong.desk(), clock.now().date().isoformat()
    for hours in (2, 3, 4, 5):
        await told_and_closed(dong, worry, ConcernKind.INACTIVITY, silent=hours * HOUR)
        await told_and_closed(dong, worry, ConcernKind.CALL_ME, ago=timedelta(seconds=2))
    seen = await desk.ask(FIGURES, centreId=centre, month=month)
    assert (seen["detection"], seen["silenceDetection"]) == (None, None), "fewer than five each"
    await told_and_closed(dong, worry, ConcernKind.CALL_ME, ago=timedelta(seconds=2))
    await worry.about(ConcernKind.INACTIVITY, ago=timedelta(0), silent=6 * HOUR)
    seen = await desk.ask(FIGURES, centreId=centre, month=month)
    assert seen["detection"] == {"of": 5, "medianS": 2.0, "p95S": 2.0}
    four_hours = {"of": 5, "medianS": 4 * 3600.0, "p95S": pytest.approx(5.8 * 3600)}
    assert seen["silenceDetection"] == four_hours
    await worry.about(ConcernKind.INACTIVITY, Level.CARE_WORKER, ago=timedelta(0), silent=9 * HOUR)
    await worry.about(ConcernKind.DOOR_NOT_OPENED, ago=timedelta(0))
    await worry.about(ConcernKind.INACTIVITY, ago=8 * HOUR, late=True, silent=8 * HOUR)
    again = await desk.ask(FIGURES, centreId=centre, month=month)
    assert again == seen, "graver is no news, a shut door no moment, a backlog nobody's fault"


async def test_a_silence_of_which_an_earlier_release_told_no_length_counts_nowhere(
    dong, worry, centre, clock
):
    for _ in range(5):
        await told_and_closed(dong, worry, ConcernKind.INACTIVITY)
    month = clock.now().date().isoformat()
    seen = await (await dong.desk()).ask(FIGURES, centreId=centre, month=month)
    assert (seen["detection"], seen["silenceDetection"]) == (None, None)


async def devices_of(dong, ids, clock, heard_of_day: list[float]) -> None:
    """Sensors of Bok-rye's home since a day ago, each heard for so much of it, from its start."""
    now, day = clock.now(), timedelta(days=1)
    home = await Home.create(id=ids.new(), senior_id=dong.people.senior, opened_at=now - day)
    for share in heard_of_day:
        spot = await Spot.create(
            id=ids.new(), home_id=home.id, room=Room.KITCHEN, made_at=now - day
        )
        device = await Device.create(
            id=ids.new(),
            home_id=home.id,
            spot_id=spot.id,
            serial="1",
            model="m",
            shows_life=True,
            key_id="1",
            paired_at=now - day,
            version=1,
        )
        await sql.execute(
            "INSERT INTO care.listening VALUES ($1, $2, tstzmultirange(tstzrange($3, $4)))",
            *(device.id, home.id, now - day, now - day + share * day),
        )


async def test_availability_is_the_share_of_time_in_which_devices_were_heard(
    dong, centre, clock, ids
):
    clock.advance(timedelta(minutes=1) + timedelta(days=2))
    desk, month = await dong.desk(), clock.now().date().isoformat()
    await devices_of(dong, ids, clock, [1.0, 1.0, 0.5, 0.5])
    assert (await desk.ask(FIGURES, centreId=centre, month=month))["availability"] is None
    await sql.execute("DELETE FROM care.homes")
    await sql.execute("DELETE FROM care.listening")
    await devices_of(dong, ids, clock, [1.0, 1.0, 0.5, 0.5, 0.0])
    seen = await desk.ask(FIGURES, centreId=centre, month=month)
    assert seen["availability"] == pytest.approx(0.6)


async def test_time_of_which_nobody_knows_any_more_is_not_time_unheard(dong, centre, clock, ids):
    """On the twentieth of a month it is known for a fortnight when devices were heard."""
    clock.advance(timedelta(minutes=1) + timedelta(days=25))
    desk, month = await dong.desk(), clock.now().date().isoformat()
    await devices_of(dong, ids, clock, [1.0] * 5)
    await sql.execute("UPDATE care.devices SET paired_at = paired_at - interval '20 days'")
    kept = timedelta(days=14)
    await sql.execute(
        "UPDATE care.listening SET heard = tstzmultirange(tstzrange($1, $2))",
        *(clock.now() - kept, clock.now()),
    )
    seen = await desk.ask(FIGURES, centreId=centre, month=month)
    assert seen["availability"] == pytest.approx(1.0)


async def dong_of(ids, clock, centre: UUID, seniors: int, affected: int) -> UUID:
    """So many seniors live there, so many of whom somebody looked after in the month."""
    dong, now = ids.new(), clock.now()
    await ServedDong.create(dong_id=dong, centre_id=centre, since=now)
    for n in range(seniors):
        enrolment = await Enrolment.create(
            id=ids.new(),
            senior_id=ids.new(),
            centre_id=centre,
            way=Way.APP,
            worker_depth=Depth.STATE,
            centre_depth=Depth.STATE,
            asked_at=now,
            stands_since=now,
        )
        senior = {"senior_id": enrolment.senior_id, "dong_id": dong}
        await Residence.create(
            id=ids.new(), enrolment_id=enrolment.id, address=b"", since=now, **senior
        )
        for _ in range(2 if n < affected else 0):
            await Case.create(
                id=ids.new(),
                state=CaseState.ENDED,
                level=Level.FAMILY,
                kind=ConcernKind.INACTIVITY,
                next_rung=Rung.COMPANION,
                opened_at=now,
                observed_at=now,
                ended_at=now,
                **senior,
            )
    return dong


async def test_small_cells_are_hidden_and_every_number_is_cut_down(dong, clock, ids):
    planted = [(0, 0), (4, 4), (5, 4), (5, 5), (9, 6), (11, 10)]
    keys = {await dong_of(ids, clock, dong.people.centre, *counts): counts for counts in planted}
    month = clock.now().date().isoformat()
    desk = await dong.desk()
    assert await desk.ask(MAP, month=month) is None, "a month that still grows is not shown"
    clock.advance(timedelta(days=31))
    desk = await dong.desk()
    shown = {row["dongId"]: row for row in await desk.ask(MAP, month=month)}
    for key, (seniors, affected) in keys.items():
        row = shown[node("Unit", key)]
        assert row["seniors"] == cut_down(seniors)
        assert row["affected"] == (cut_down(affected) if seniors >= 5 else None)
    assert set(next(iter(shown.values()))) == {"dongId", "name", "seniors", "affected"}, "no sums"


async def test_one_more_person_changes_no_answer_within_a_step(dong, clock, ids):
    """Nobody learns by asking again whether somebody is among those who are counted."""
    await dong_of(ids, clock, dong.people.centre, 8, 6)
    month = clock.now().date().isoformat()
    clock.advance(timedelta(days=31))
    before = await (await dong.desk()).ask(MAP, month=month)
    await sql.execute(
        """
        DELETE FROM care.cases WHERE senior_id = (
            SELECT senior_id FROM care.cases GROUP BY senior_id ORDER BY senior_id LIMIT 1)
        """
    )
    assert await (await dong.desk()).ask(MAP, month=month) == before


async def test_a_guardian_and_a_worker_see_no_map(dong):
    for phone in (await dong.guardian(), await dong.worker()):
        assert await phone.refused(MAP, month="2026-01-01") == "FORBIDDEN"
