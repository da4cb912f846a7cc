"""The verdict over cases must find what it is there to find."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from infra.chaos.care.found_dong import Dong, Senior
from infra.chaos.care.judge import judge
from infra.chaos.care.ladder import Asked, Kind, Step
from infra.chaos.care.log import Deed, Done, Span, Story, Struck
from infra.chaos.care.order import Side
from infra.chaos.care.tables import CaseRow, StepRow
from infra.chaos.care.verdict import CareVerdict, Notice, Seen

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
BOK_RYE, CALL, ASKED = UUID(int=10), UUID(int=900), UUID(int=800)
SENIOR = Senior(BOK_RYE, "climber 0", guardian=UUID(int=11), device=None)
OFFICE = {
    Asked.WORKER: UUID(int=12),
    Asked.STAND_IN: UUID(int=13),
    Asked.DESK: UUID(int=14),
    Asked.OPERATOR: UUID(int=15),
}
EVERYBODY = frozenset({SENIOR.guardian, *OFFICE.values()})
SECOND = timedelta(seconds=1)


def step(no: int, rung: Step, after: timedelta, people: frozenset[UUID]) -> StepRow:
    return StepRow(UUID(int=100 + 2 * no), rung.value, NOON + after, people)


def notice(event: UUID, person: UUID, at: datetime) -> Notice:
    return Notice(str(person), str(event), "safety", shown_times=1, alerts=1, at=at)


@pytest.fixture
def seen() -> Seen:
    """She fell, did not answer, and 119 was told 90 seconds later."""
    steps = (
        step(1, Step.COMPANION, SECOND, frozenset()),
        step(2, Step.HAND_OVER, 92 * SECOND, EVERYBODY),
    )
    return Seen(
        dong=Dong(OFFICE, {SENIOR.name: SENIOR}),
        stories=[Story(BOK_RYE, SENIOR.name, Kind.FALL, raised=Span(NOON, NOON + SECOND))],
        struck=[Struck("worker", Side.BEFORE, Step.HAND_OVER, BOK_RYE, NOON + 91 * SECOND)],
        cases=[CaseRow(UUID(int=1), BOK_RYE, steps, questions=(ASKED,), calls={CALL: 1})],
        notices=[
            notice(ASKED, BOK_RYE, steps[0].at + SECOND),
            *(notice(steps[1].id, person, steps[1].at + SECOND) for person in EVERYBODY),
        ],
        dispatched={CALL: 1},
        given_up=0,
        ended_at=NOON + timedelta(minutes=20),
    )


def faults(verdict: CareVerdict) -> set[str]:
    return {fault for fault, names in verdict.faults.items() if names}


def moved(seen: Seen, by: timedelta) -> Seen:
    """The same with its second step at another time; the phones follow."""
    [case] = seen.cases
    first, second = case.steps
    later = [replace(one, at=one.at + by) for one in seen.notices[1:]]
    steps = (first, replace(second, at=second.at + by))
    blow = replace(seen.struck[0], at=seen.struck[0].at + by)
    return replace(
        seen,
        cases=[replace(case, steps=steps)],
        notices=[seen.notices[0], *later],
        struck=[blow],
    )


def test_a_run_that_lost_nothing_passes(seen):
    verdict = judge(seen)
    assert faults(verdict) == set()
    assert (verdict.asks, verdict.told_119) == (6, 1)


def test_a_step_before_its_time_and_one_long_after_it_are_found(seen):
    assert faults(judge(moved(seen, -5 * SECOND))) == {"early steps"}
    assert faults(judge(moved(seen, 16 * SECOND))) == {"late steps"}


def test_a_step_that_never_came_is_found(seen):
    [case] = seen.cases
    stopped = replace(case, steps=case.steps[:1], calls={})
    verdict = judge(replace(seen, cases=[stopped], notices=seen.notices[:1], dispatched={}))
    assert faults(verdict) == {"lost steps", "blows on the wrong side"}


def test_a_step_twice_is_found(seen):
    [case] = seen.cases
    again = replace(case.steps[1], id=UUID(int=300), at=case.steps[1].at + SECOND)
    notices = [notice(again.id, person, again.at) for person in EVERYBODY]
    twice = replace(case, steps=(*case.steps, again))
    verdict = judge(replace(seen, cases=[twice], notices=[*seen.notices, *notices]))
    assert "other steps than were due" in faults(verdict)


def test_a_phone_that_was_asked_otherwise_than_once_is_found(seen):
    assert faults(judge(replace(seen, notices=seen.notices[:-1]))) == {"asks lost"}
    doubled = [*seen.notices, seen.notices[-1]]
    assert faults(judge(replace(seen, notices=doubled))) == {"asks doubled"}
    rang = [*seen.notices[:-1], replace(seen.notices[-1], shown_times=2)]
    assert faults(judge(replace(seen, notices=rang))) == {"asks doubled"}


def test_an_alarm_on_a_strangers_phone_is_found(seen):
    stray = notice(seen.cases[0].steps[1].id, UUID(int=99), NOON + 93 * SECOND)
    assert faults(judge(replace(seen, notices=[*seen.notices, stray]))) == {
        "asked who was not to be"
    }
    unknown = notice(UUID(int=77), UUID(int=99), NOON)
    assert faults(judge(replace(seen, notices=[*seen.notices, unknown]))) == {"alarms of no step"}


def test_nothing_may_come_after_somebody_took_it(seen):
    """Taken before 119 was told: the step was due ten minutes after that."""
    taken = Done(Deed.TAKEN, Span(NOON + 30 * SECOND, NOON + 31 * SECOND))
    story = replace(seen.stories[0], done=[taken])
    assert faults(judge(replace(seen, stories=[story]))) == {"early steps"}


def test_a_phone_that_rings_on_is_found(seen):
    taken = Done(Deed.TAKEN, Span(NOON + 93 * SECOND, NOON + 94 * SECOND))
    story = replace(seen.stories[0], done=[taken])
    slow = [replace(one, at=NOON + 97 * SECOND) for one in seen.notices[1:]]
    still = replace(seen, stories=[story], notices=[seen.notices[0], *slow])
    still = replace(still, ended_at=NOON + timedelta(minutes=5))
    assert faults(judge(still)) == {"asks after somebody took it"}


def test_119_told_twice_or_never_is_found(seen):
    assert faults(judge(replace(seen, dispatched={}))) == {"119 not told exactly once"}
    other = {CALL: 1, UUID(int=901): 1}
    assert faults(judge(replace(seen, dispatched=other))) == {"119 told of no case"}
    assert judge(replace(seen, dispatched={CALL: 2})).told_119_again == 1


def test_a_blow_on_the_wrong_side_proves_nothing(seen):
    late = replace(seen.struck[0], at=NOON + 93 * SECOND)
    assert faults(judge(replace(seen, struck=[late]))) == {"blows on the wrong side"}


def test_a_second_case_of_one_episode_is_found(seen):
    two = [*seen.cases, replace(seen.cases[0], id=UUID(int=2))]
    assert "not exactly one case" in faults(judge(replace(seen, cases=two)))
