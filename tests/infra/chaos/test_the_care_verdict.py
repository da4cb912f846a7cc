"""The verdict over cases must find what it is there to find."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from infra.chaos.care.found_dong import Dong, Senior
from infra.chaos.care.judge import judge
from infra.chaos.care.ladder import Asked, ByTelephone, Kind, Step, Way
from infra.chaos.care.log import Deed, Done, Span, Story, Struck
from infra.chaos.care.order import Side
from infra.chaos.care.tables import CaseRow, StepRow
from infra.chaos.care.verdict import CareVerdict, Notice, Ring, Seen

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
BOK_RYE, CALL, ASKED = UUID(int=10), UUID(int=900), UUID(int=800)
SENIOR = Senior(BOK_RYE, "climber 0", guardian=UUID(int=11), device=None)
OFFICE = {
    Asked.WORKER: UUID(int=12),
    Asked.STAND_IN: UUID(int=13),
    Asked.DESK: UUID(int=14),
    Asked.OPERATOR: UUID(int=15),
}
HERS, WORKERS = "+821020000000", "+821020010001"
NUMBERS = {BOK_RYE: HERS, OFFICE[Asked.WORKER]: WORKERS}
EVERYBODY = frozenset({SENIOR.guardian, *OFFICE.values()})
SECOND = timedelta(seconds=1)


def step(no: int, rung: Step, after: timedelta, people: frozenset[UUID]) -> StepRow:
    return StepRow(UUID(int=100 + 2 * no), rung.value, NOON + after, people)


def notice(event: UUID, person: UUID, at: datetime) -> Notice:
    return Notice(str(person), str(event), "safety", shown_times=1, alerts=1, at=at)


def ring(way: Way, event: UUID, number: str, at: datetime) -> Ring:
    return Ring(way, str(event), number, at)


@pytest.fixture
def seen() -> Seen:
    """She fell, was called, did not answer, and 119 was told 90 seconds later. The worker saw no
    push: she is written to, and called."""
    steps = (
        step(1, Step.COMPANION, SECOND, frozenset()),
        step(2, Step.HAND_OVER, 92 * SECOND, EVERYBODY),
    )
    return Seen(
        dong=Dong(OFFICE, {SENIOR.name: SENIOR}, NUMBERS),
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
        rings=[
            ring(Way.CALL, ASKED, HERS, steps[0].at + SECOND),
            ring(Way.TEXT, steps[1].id, WORKERS, steps[1].at + 61 * SECOND),
            ring(Way.CALL, steps[1].id, WORKERS, steps[1].at + 182 * SECOND),
        ],
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
    rings = [seen.rings[0], *(replace(one, at=one.at + by) for one in seen.rings[1:])]
    return replace(
        seen,
        cases=[replace(case, steps=steps)],
        notices=[seen.notices[0], *later],
        struck=[blow],
        rings=rings,
    )


def test_a_run_that_lost_nothing_passes(seen):
    verdict = judge(seen)
    assert faults(verdict) == set()
    assert (verdict.asks, verdict.told_119) == (6, 1)
    assert verdict.rang == {Way.CALL: 2, Way.TEXT: 1}


def test_a_step_before_its_time_and_one_long_after_it_are_found(seen):
    assert faults(judge(moved(seen, -5 * SECOND))) == {"early steps"}
    assert faults(judge(moved(seen, 16 * SECOND))) == {"late steps"}


def test_a_step_that_never_came_is_found(seen):
    [case] = seen.cases
    stopped = replace(case, steps=case.steps[:1], calls={})
    verdict = judge(
        replace(
            seen,
            cases=[stopped],
            notices=seen.notices[:1],
            rings=seen.rings[:1],
            dispatched={},
        )
    )
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
    still = replace(still, ended_at=NOON + timedelta(minutes=5), rings=seen.rings[:1])
    assert faults(judge(still)) == {"asks after somebody took it"}


def test_a_telephone_that_rang_otherwise_than_once_and_in_time_is_found(seen):
    hers, text, call = seen.rings
    assert faults(judge(replace(seen, rings=[text, call]))) == {"telephones that never rang"}
    assert faults(judge(replace(seen, rings=[hers, text, call, call]))) == {
        "telephones that rang twice"
    }
    for by in (-5 * SECOND, 50 * SECOND):
        moved_call = replace(call, at=call.at + by)
        assert faults(judge(replace(seen, rings=[hers, text, moved_call]))) == {
            "telephones that rang early or late"
        }


@pytest.fixture
def unanswered(seen) -> Seen:
    """She missed her question: her telephone rings five times, and then nobody has come yet."""
    began, asked = NOON + SECOND, [UUID(int=800 + turn) for turn in range(5)]
    at = [began + timedelta(minutes=5 * turn) + SECOND for turn in range(5)]
    story = Story(BOK_RYE, SENIOR.name, Kind.MISSED_CHECK_IN, raised=Span(NOON, began))
    steps = (step(1, Step.COMPANION, SECOND, frozenset()),)
    return replace(
        seen,
        stories=[story],
        struck=[],
        cases=[CaseRow(UUID(int=1), BOK_RYE, steps, questions=tuple(asked), calls={})],
        notices=[notice(event, BOK_RYE, at[turn]) for turn, event in enumerate(asked)],
        rings=[ring(Way.CALL, event, HERS, at[turn]) for turn, event in enumerate(asked)],
        dispatched={},
        ended_at=began + timedelta(minutes=24),
    )


def test_her_telephone_rings_five_times(unanswered):
    verdict = judge(unanswered)
    assert faults(verdict) == set()
    assert (verdict.asks, verdict.rang[Way.CALL]) == (5, 5)


def test_a_ring_of_hers_that_is_missing_or_one_too_many_is_found(unanswered):
    fewer, notices = unanswered.rings[:2] + unanswered.rings[3:], unanswered.notices
    assert faults(judge(replace(unanswered, rings=fewer))) == {"telephones that never rang"}
    more = [*unanswered.rings, unanswered.rings[2]]
    assert faults(judge(replace(unanswered, rings=more))) == {"telephones that rang twice"}
    late = [*unanswered.rings[:4], replace(unanswered.rings[4], at=NOON + timedelta(minutes=22))]
    assert faults(judge(replace(unanswered, rings=late))) == {"telephones that rang early or late"}
    assert faults(judge(replace(unanswered, notices=notices[1:]))) == {"asks lost"}


def test_once_she_has_answered_her_telephone_rings_no_more(unanswered):
    fine = Done(Deed.FINE, Span(NOON + 400 * SECOND, NOON + 401 * SECOND))
    answered = replace(unanswered, stories=[replace(unanswered.stories[0], done=[fine])])
    assert faults(judge(answered)) == {"telephones that rang after somebody took it"}
    first = replace(answered, notices=answered.notices[:2], rings=answered.rings[:2])
    assert faults(judge(first)) == set()


def test_a_telephone_of_somebody_else_is_found(seen):
    stray = replace(seen.rings[1], number=HERS)
    assert faults(judge(replace(seen, rings=[*seen.rings, stray]))) == {"rang who was not to be"}
    unknown = ring(Way.CALL, UUID(int=77), HERS, NOON)
    assert faults(judge(replace(seen, rings=[*seen.rings, unknown]))) == {"calls of no step"}


def test_no_telephone_rings_once_somebody_has_it(seen):
    taken = Done(Deed.TAKEN, Span(NOON + 100 * SECOND, NOON + 101 * SECOND))
    story = replace(seen.stories[0], done=[taken])
    still = replace(seen, stories=[story], ended_at=NOON + timedelta(minutes=5))
    assert faults(judge(still)) == {"telephones that rang after somebody took it"}
    assert faults(judge(replace(still, rings=seen.rings[:1]))) == set()


def test_whoever_presses_the_key_for_help_is_waited_for_no_longer(seen):
    """After a fall that is a case for 119, at once."""
    help_ = Done(Deed.CALLED_FOR_HELP, Span(NOON + 20 * SECOND, NOON + 21 * SECOND))
    story = replace(seen.stories[0], done=[help_])
    assert faults(judge(replace(seen, stories=[story]))) == {"late steps"}
    soon = moved(replace(seen, stories=[story]), -70 * SECOND)
    assert faults(judge(soon)) == set()


def test_who_is_fine_is_asked_no_more(seen):
    fine = Done(Deed.FINE, Span(NOON + 20 * SECOND, NOON + 21 * SECOND))
    story = replace(seen.stories[0], done=[fine])
    assert "steps after the end" in faults(judge(replace(seen, stories=[story])))


def test_119_told_twice_or_never_is_found(seen):
    assert faults(judge(replace(seen, dispatched={}))) == {"119 not told exactly once"}
    other = {CALL: 1, UUID(int=901): 1}
    assert faults(judge(replace(seen, dispatched=other))) == {"119 told of no case"}
    assert judge(replace(seen, dispatched={CALL: 2})).told_119_again == 1


def test_a_blow_on_the_wrong_side_proves_nothing(seen):
    late = replace(seen.struck[0], at=NOON + 93 * SECOND)
    assert faults(judge(replace(seen, struck=[late]))) == {"blows on the wrong side"}
    text = ByTelephone(Step.HAND_OVER, Way.TEXT)
    due = NOON + 152 * SECOND
    beside = replace(seen.struck[0], beat=text, due=due, at=due - SECOND)
    assert faults(judge(replace(seen, struck=[beside]))) == set()
    assert faults(judge(replace(seen, struck=[replace(beside, side=Side.AFTER)]))) == {
        "blows on the wrong side"
    }


def test_a_blow_that_never_fell_proves_nothing(seen):
    assert faults(judge(replace(seen, left=["relay before watch"]))) == {"blows that never fell"}


def test_a_second_case_of_one_episode_is_found(seen):
    two = [*seen.cases, replace(seen.cases[0], id=UUID(int=2))]
    assert "not exactly one case" in faults(judge(replace(seen, cases=two)))
