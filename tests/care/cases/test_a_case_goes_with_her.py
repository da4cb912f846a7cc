"""She moves, or her dong goes to another centre, while a case of hers is open."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.cases.ladder import WAITS
from domains.care.public import cases
from domains.identity.roles import UnitKind
from domains.kernel import timers
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import SEOUL
from domains.kernel.models import OutboxRow
from tests.builders.care import official, unit
from tests.builders.families import REGISTRY
from tests.stories.house import everything

KIND, ACT, RUNG, STATE = cases.ConcernKind, cases.ActKind, cases.Rung, cases.CaseState
MINUTE = timedelta(minutes=1)
TO_THE_GUARDIAN = WAITS[RUNG.COMPANION] + MINUTE
TO_THE_WORKER = TO_THE_GUARDIAN + WAITS[RUNG.GUARDIAN]
TO_THE_CENTRE = TO_THE_WORKER + WAITS[RUNG.WORKER] + WAITS[RUNG.STAND_IN]
TO_THE_CONTROL_ROOM = TO_THE_CENTRE + WAITS[RUNG.CENTRE]


@pytest.fixture
def listed(clock, ids):
    async def listed(person, *, of_centre=None) -> int:
        actor = Actor(person_id=person)
        found = await cases.open_cases(actor, of_centre=of_centre, clock=clock, ids=ids)
        return len(found.shown)

    return listed


async def test_a_move_takes_it_from_one_board_to_the_other(night, seniors, far, moves, listed):
    await night.worry.about(KIND.INACTIVITY)
    await moves()
    assert await listed(far.worker) == 1
    assert await listed(far.desk, of_centre=far.centre) == 1
    assert await listed(seniors.worker) == 0
    assert await listed(seniors.desk, of_centre=seniors.centre) == 0
    assert await OutboxRow.filter(topic="care.case_went_over").count() == 1


async def test_so_does_a_dong_that_goes_to_another_centre(night, seniors, far, goes_over, listed):
    await night.worry.about(KIND.INACTIVITY)
    await goes_over()
    assert await listed(far.desk, of_centre=far.centre) == 1
    assert await listed(seniors.desk, of_centre=seniors.centre) == 0
    assert await listed(seniors.worker) == 1, "her dong is the same"


async def test_a_dong_that_stays_where_it_was_changes_nothing(night, seniors, clock, ids, moves):
    await night.worry.about(KIND.INACTIVITY)
    await moves(seniors.dong)
    await care.serve_dong(
        REGISTRY, dong_id=seniors.dong, centre_id=seniors.centre, clock=clock, ids=ids
    )
    assert not await OutboxRow.filter(topic="care.case_went_over").exists()


@pytest.mark.parametrize("waited", [TO_THE_WORKER, TO_THE_CENTRE, TO_THE_CONTROL_ROOM])
async def test_the_worker_of_her_new_dong_is_asked_at_once(night, far, moves, waited):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(waited)
    await moves()
    await night.fire()
    assert (await night.steps())[-1] == (RUNG.WORKER, {far.worker})


async def test_who_is_asked_before_a_worker_is_asked_on(night, seniors, far, moves):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(TO_THE_GUARDIAN)
    before = await timers.next_ring([cases.TOPIC])
    await moves()
    assert await timers.next_ring([cases.TOPIC]) == before
    await night.passes(WAITS[RUNG.GUARDIAN])
    assert [rung for rung, _ in await night.steps()][1:] == [RUNG.GUARDIAN, RUNG.WORKER]


async def test_a_new_centre_is_asked_where_the_old_one_was(night, far, goes_over):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(TO_THE_CENTRE)
    await goes_over()
    await night.fire()
    assert (await night.steps())[-1] == (RUNG.CENTRE, {far.desk})


async def test_whoever_has_it_and_may_do_nothing_in_it_now_has_it_no_more(
    night, seniors, far, moves
):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(TO_THE_WORKER)
    await night.acknowledge(seniors.as_worker)
    await moves()
    await night.fire()
    assert (await night.worry.case()).state is STATE.OPEN
    assert (await night.steps())[-1] == (RUNG.WORKER, {far.worker})


async def test_whoever_may_still_act_in_it_keeps_it(night, seniors, moves):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(TO_THE_WORKER)
    await night.acknowledge(seniors.as_guardian)
    steps = await night.steps()
    await moves()
    await night.fire()
    assert ((await night.worry.case()).state, await night.steps()) == (STATE.TAKEN, steps)


async def test_119_is_neither_put_off_by_a_move_nor_called_sooner(night, seniors, moves):
    await night.worry.about(KIND.FALL)
    await night.fire()
    await night.acknowledge(seniors.as_worker)
    before = await timers.next_ring([cases.TOPIC])
    await moves()
    assert await timers.next_ring([cases.TOPIC]) == before
    assert (await night.worry.case()).next_rung is RUNG.HAND_OVER


async def she_falls_and_who_saw_to_it_forgets_to_close_it(night, seniors) -> None:
    await night.worry.about(KIND.FALL, ago=0 * MINUTE)
    await night.passes(MINUTE)
    await night.acknowledge(seniors.as_worker)
    await night.passes(MINUTE)
    await night.act(seniors.as_worker, ACT.VISITED)
    await night.passes(15 * MINUTE)
    assert (await night.steps())[-1][0] is RUNG.CONFIRM


@pytest.mark.parametrize("way", ["moves", "goes_over"])
async def test_nor_is_a_fall_that_waits_for_a_human_put_back_to_those_who_look_after_her_now(
    night, seniors, far, call, request, way
):
    """She cries again, and nobody has seen to that."""
    await she_falls_and_who_saw_to_it_forgets_to_close_it(night, seniors)
    before = await timers.next_ring([cases.TOPIC])
    await request.getfixturevalue(way)()
    assert await timers.next_ring([cases.TOPIC]) == before
    await night.worry.about(KIND.ASKED_FOR_HELP, ago=0 * MINUTE)
    await night.passes(WAITS[RUNG.CONFIRM])
    assert (await night.steps())[-1][0] is RUNG.HAND_OVER
    assert await call() == 1


async def test_at_its_next_asking_her_new_centre_is_asked(night, seniors, far, moves):
    await she_falls_and_who_saw_to_it_forgets_to_close_it(night, seniors)
    await moves()
    await night.passes(WAITS[RUNG.CONFIRM])
    assert (await night.steps())[-1] == (RUNG.CONFIRM, {far.desk})


async def test_where_119_is_on_its_way_her_new_centre_hears_of_it(night, far, moves):
    await night.worry.about(KIND.SOS)
    await night.passes(MINUTE)
    await moves()
    await night.fire()
    assert (await night.steps())[-1] == (RUNG.WATCH, {far.desk})


class TestAVisitOfBefore:
    """Her worker went to the old flat, and writes it down when she has moved."""

    @pytest.fixture
    async def moved(self, night, seniors, moves):
        night.clock.advance(120 * MINUTE)
        await night.worry.about(KIND.INACTIVITY)
        night.clock.advance(10 * MINUTE)
        await night.acknowledge(seniors.as_worker)
        night.clock.advance(10 * MINUTE)
        await moves()
        await night.fire()

    async def test_is_kept_with_the_case_and_takes_nothing(self, night, seniors, moved):
        for ago in (5 * MINUTE, 0 * MINUTE):
            act = await night.act(seniors.as_worker, ACT.VISITED, ago=ago)
            assert isinstance(act, cases.ActRecorded)
            assert act.settles
        assert (await night.worry.case()).state is STATE.OPEN

    async def test_is_enough_for_her_new_worker_to_close_it(self, night, seniors, far, moved):
        await night.act(seniors.as_worker, ACT.VISITED, ago=MINUTE)
        closed = await night.close(Actor(person_id=far.worker))
        assert isinstance(closed, cases.CaseClosed)

    @pytest.mark.parametrize("who", ["as_worker", "as_desk"])
    async def test_but_not_what_was_done_since_or_before_it_was(
        self, night, seniors, moved, who, clock
    ):
        night.clock.advance(10 * MINUTE)
        before = await everything()
        for ago in (5 * MINUTE, 60 * MINUTE):
            act = await night.act(getattr(seniors, who), ACT.VISITED, ago=ago)
            assert act == cases.NotYourCase()
        assert await night.close(getattr(seniors, who)) == cases.NotYourCase()
        assert await everything() == before

    @pytest.fixture
    async def lent(self, seniors, clock, ids):
        """A care worker of a third dong, who stands in where she lived for whoever is away."""
        namchon = await unit(seniors.town, UnitKind.DONG, "남촌동")
        worker = await official(seniors.town, "남생활", Role.CARE_WORKER, namchon)
        today = clock.now().astimezone(SEOUL).date()
        kept = await care.people.enter_absence(
            seniors.as_desk,
            worker_id=seniors.worker,
            first_day=today,
            last_day=today,
            stand_in_id=worker,
            clock=clock,
            ids=ids,
        )
        assert isinstance(kept, care.people.AbsenceEntered)
        return Actor(person_id=worker)

    async def test_may_be_that_of_whoever_stood_in_by_the_rota(self, night, lent, moved):
        act = await night.act(lent, ACT.VISITED, ago=5 * MINUTE)
        assert isinstance(act, cases.ActRecorded)

    async def test_and_is_nobodys_who_sits_at_a_desk_in_her_place(self, night, seniors, moved):
        """An office is one's own, and in a sitting nobody speaks by theirs."""
        sitting = replace(seniors.as_desk, stand_in_id=seniors.centre, on_behalf_of=seniors.senior)
        before = await everything()
        assert await night.act(sitting, ACT.VISITED, ago=5 * MINUTE) == cases.NotYourCase()
        assert await everything() == before

    async def test_nor_what_a_stranger_says_of_that_hour(self, night, far, moved, seniors):
        stranger = Actor(person_id=await seniors.town.person("나그네"))
        for who in (stranger, seniors.as_senior):
            refused = await night.act(who, ACT.VISITED, ago=5 * MINUTE)
            assert refused == cases.NotYourCase()
