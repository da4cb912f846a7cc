"""Her case goes over to another dong while it is open: those of before hear no more of it."""

from datetime import timedelta

import pytest

from domains.care.cases.models import Case, CaseStep
from domains.care.public import cases
from domains.kernel import sql
from domains.kernel.actor import Role
from tests.builders.care import far_dong, move_to, official
from tests.builders.telephones import prove_number
from tests.stories.care.test_a_case_is_walked import follow, missed, pass_by, seniors, titles

__all__ = ["missed", "seniors"]

ASKED = "박복례 님을 확인해 주세요"
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def desk_there(seniors):
    """Sema-dong has a centre, and nobody on duty: the ladder comes to that centre at once."""
    there = await far_dong(seniors.town)
    return there.dong, await official(seniors.town, "오상담", Role.CENTRE_STAFF, there.centre)


@pytest.fixture
def moves(city, seniors, desk_there):
    async def moves() -> None:
        await move_to(seniors, desk_there[0])
        await follow(city)

    return moves


def shown(phone) -> list[str]:
    return [notice.title for notice in phone.screen]


async def test_it_leaves_their_screens_and_stays_on_her_daughters(city, seniors, missed, moves):
    daughter = await city.gives_phone(seniors.guardian, "daughter")
    worker = await city.gives_phone(seniors.worker, "worker")
    await missed(cases.ConcernKind.ASKED_FOR_HELP, cases.Level.CARE_WORKER)
    assert (shown(worker), shown(daughter)) == ([ASKED], [ASKED])
    await moves()
    assert (shown(worker), shown(daughter)) == ([], [ASKED])


async def test_nor_do_they_hear_who_takes_it_and_how_it_ends(
    city, seniors, missed, moves, desk_there
):
    phones = [
        await city.gives_phone(person, name)
        for person, name in [(seniors.worker, "worker"), (seniors.desk, "desk")]
    ]
    there = await city.gives_phone(desk_there[1], "there")
    await missed(cases.ConcernKind.ASKED_FOR_HELP, cases.Level.CARE_WORKER)
    await pass_by(city, 21 * MINUTE)
    before = [titles(phone) for phone in phones]
    assert before == [[ASKED], [ASKED]]
    await moves()
    assert shown(there) == [ASKED]
    case = await Case.get()
    done = {"case_id": case.id, "clock": city.clock, "ids": city.ids}
    await cases.acknowledge_case(seniors.as_guardian, **done)
    await follow(city)
    act = cases.NewAct(cases.ActKind.SPOKE_WITH_HER, city.clock.now())
    await cases.close_case(seniors.as_guardian, act=act, **done)
    await follow(city)
    assert [titles(phone) for phone in phones] == before
    assert len(titles(there)) == 3, "asked, taken, over"


async def test_no_chain_of_theirs_goes_on_to_a_telephone_and_none_is_lost_by_it(
    city, seniors, missed, moves
):
    """Their step asks them no more; nobody is told that an alarm of theirs reached nobody."""
    await city.gives_phone(seniors.worker, "worker")
    await prove_number(seniors.worker, "010-1234-5678", clock=city.clock, ids=city.ids)
    await missed(cases.ConcernKind.ASKED_FOR_HELP, cases.Level.CARE_WORKER)
    step = await CaseStep.get()
    now = city.clock.now()
    asked = await cases.asked_in_step(step.id, knows_why=False, at=now)
    assert seniors.worker in asked | await cases.asked_in_step(step.id, knows_why=True, at=now)
    assert await chains_of(seniors.worker) == [None], "one, that goes on"
    await moves()
    for knows_why in (True, False):
        asked = await cases.asked_in_step(step.id, knows_why=knows_why, at=city.clock.now())
        assert seniors.worker not in asked
    told = await cases.told_of_case(step.case_id, at=city.clock.now())
    assert seniors.guardian in told
    assert seniors.worker not in told
    assert await chains_of(seniors.worker) == ["retracted"]


async def chains_of(person_id) -> list[str | None]:
    """Why each of them ended."""
    rows = await sql.fetch(
        "SELECT ended_because FROM notifications.fallbacks WHERE person_id = $1", person_id
    )
    return [row["ended_because"] for row in rows]


async def test_who_moves_back_is_theirs_again(city, seniors, missed, moves):
    await missed(cases.ConcernKind.ASKED_FOR_HELP, cases.Level.CARE_WORKER)
    await moves()
    worker = await city.gives_phone(seniors.worker, "worker")
    await move_to(seniors, seniors.dong)
    await follow(city)
    assert ASKED in shown(worker)


async def test_whoever_has_it_and_looks_after_her_no_more_does_not_hear_her_ask(
    city, seniors, missed, moves
):
    await missed(cases.ConcernKind.INACTIVITY, cases.Level.CARE_WORKER)
    worker = await city.gives_phone(seniors.worker, "worker")
    case = await Case.get()
    await cases.acknowledge_case(seniors.as_worker, case_id=case.id, clock=city.clock, ids=city.ids)
    await follow(city)
    await missed(cases.ConcernKind.CALL_ME)
    assert "박복례 님이 찾고 있어요" in shown(worker)
    await moves()
    assert shown(worker) == []
