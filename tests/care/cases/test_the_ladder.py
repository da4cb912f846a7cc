"""Who is asked next: the pure ladder, by whoever could be asked."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.care.cases.ladder import (
    FALLEN_WAITS,
    LEVELS,
    Circle,
    Guardian,
    Place,
    next_step,
)
from domains.care.cases.levels import STRAIGHT_TO_119, first_rung, level_of
from domains.care.cases.vocabulary import ConcernKind, Gap, Level, Rung
from tests.examples import examples

DAUGHTER, SON, WORKER, STAND_IN, DESK, OPERATOR = (UUID(int=number) for number in range(1, 7))
HERE = Circle(
    has_plan=True,
    has_line=True,
    guardians=(Guardian(DAUGHTER, 1, reachable=True), Guardian(SON, 2, reachable=True)),
    worker=WORKER,
    stand_in=STAND_IN,
    centre=(DESK,),
    control_room=(OPERATOR,),
)
NOBODY = Circle(has_plan=True)
ORDER = list(Rung)


def climb(kind: ConcernKind, circle: Circle, *, steps: int, level: Level = Level.FAMILY):
    """The first steps of a case in which nobody ever answers."""
    place, walked = Place(first_rung(kind, level_of(kind, level))), []
    for _ in range(steps):
        human = kind not in STRAIGHT_TO_119
        step = next_step(place, circle, kind=kind, needs_a_human=human)
        walked.append(step)
        place = step.then
    return walked


def asked(step) -> list[UUID]:
    return [ask.person_id for ask in step.asks]


def test_a_missed_check_in_is_taken_from_her_to_her_family_to_the_city():
    steps = climb(ConcernKind.MISSED_CHECK_IN, HERE, steps=8)
    assert [(step.rung, asked(step)) for step in steps] == [
        (Rung.COMPANION, []),
        (Rung.GUARDIAN, [DAUGHTER]),
        (Rung.GUARDIAN, [SON]),
        (Rung.WORKER, [WORKER]),
        (Rung.STAND_IN, [STAND_IN]),
        (Rung.CENTRE, [DESK]),
        (Rung.CONFIRM, [OPERATOR, DESK]),
        (Rung.CONFIRM, [OPERATOR, DESK]),
    ]
    assert not [gap for step in steps for gap in step.gaps]


def test_smoke_is_119s_at_once_and_everybodys():
    first, second = climb(ConcernKind.SMOKE, HERE, steps=2)
    assert first.rung is Rung.HAND_OVER
    assert set(asked(first)) == {DAUGHTER, SON, WORKER, STAND_IN, DESK, OPERATOR}
    assert second.rung is Rung.WATCH


def test_who_has_fallen_is_asked_first_and_briefly():
    first, second = climb(ConcernKind.FALL, HERE, steps=2)
    assert (first.rung, first.wait) == (Rung.COMPANION, FALLEN_WAITS)
    assert second.rung is Rung.HAND_OVER


@pytest.mark.parametrize(
    ("kind", "next_rung"),
    [(ConcernKind.MISSED_CHECK_IN, Rung.GUARDIAN), (ConcernKind.FALL, Rung.HAND_OVER)],
)
def test_nobody_waits_for_her_whom_nothing_can_ring(kind, next_rung):
    step, *rest = climb(kind, replace(HERE, has_line=False), steps=9)
    assert (step.rung, step.gaps) == (next_rung, (Gap.SHE_HAS_NO_LINE,))
    assert not [gap for later in rest for gap in later.gaps], "it is told once"


def test_a_fall_that_she_answered_waits_for_a_humans_word():
    step = next_step(Place(Rung.HAND_OVER), HERE, kind=ConcernKind.FALL, needs_a_human=True)
    assert step.rung is Rung.CONFIRM


def test_a_guardian_who_sleeps_is_passed_by_and_the_control_room_knows():
    asleep = Circle(
        has_plan=True,
        guardians=(Guardian(DAUGHTER, 1, reachable=False), Guardian(SON, 2, reachable=True)),
        worker=WORKER,
    )
    step = next_step(Place(Rung.GUARDIAN), asleep, kind=ConcernKind.INACTIVITY, needs_a_human=True)
    assert (asked(step), step.gaps) == ([SON], (Gap.GUARDIAN_AWAY,))


def test_whoever_called_for_help_has_worker_and_guardians_asked_together():
    (step,) = climb(ConcernKind.ASKED_FOR_HELP, HERE, steps=1)
    assert asked(step) == [WORKER, DAUGHTER, SON]


@pytest.mark.parametrize(
    ("rung", "gaps"),
    [
        (Rung.GUARDIAN, {Gap.NO_GUARDIAN, Gap.NO_WORKER, Gap.EMPTY_CENTRE}),
        (Rung.WORKER, {Gap.NO_WORKER, Gap.EMPTY_CENTRE}),
        (Rung.STAND_IN, {Gap.NO_STAND_IN, Gap.EMPTY_CENTRE}),
        (Rung.CENTRE, {Gap.EMPTY_CENTRE}),
    ],
)
def test_where_nobody_is_there_the_next_step_is_taken_at_once(rung, gaps):
    step = next_step(Place(rung), NOBODY, kind=ConcernKind.INACTIVITY, needs_a_human=True)
    assert (step.rung, set(step.gaps)) == (Rung.CONFIRM, gaps)


HOURS = st.lists(st.booleans(), max_size=3)
"""Of each guardian, whether it is one."""


def a_circle(plan: bool, hours: list[bool], there: list[bool]) -> Circle:
    worker, stand_in, desk, operator, line = there
    return Circle(
        has_plan=plan,
        has_line=line,
        guardians=tuple(Guardian(UUID(int=50 + n), n, hour) for n, hour in enumerate(hours, 1)),
        worker=WORKER if worker else None,
        stand_in=STAND_IN if stand_in else None,
        centre=(DESK,) if desk else (),
        control_room=(OPERATOR,) if operator else (),
    )


circles = st.builds(a_circle, st.booleans(), HOURS, st.lists(st.booleans(), min_size=5, max_size=5))


@settings(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    kind=st.sampled_from(ConcernKind),
    level=st.sampled_from(Level),
    walk=st.lists(circles, min_size=9, max_size=9),
)
def test_whoever_comes_and_goes_the_ladder_only_rises_and_ends_at_a_human(kind, level, walk):
    """The circle may be another one at every step: rotas, ties and hours change."""
    place = Place(first_rung(kind, level_of(kind, level)))
    human, before = kind not in STRAIGHT_TO_119, None
    for circle in walk:
        step = next_step(place, circle, kind=kind, needs_a_human=human)
        assert step.rung is not Rung.COMPANION or (circle.has_plan and circle.has_line)
        assert len(asked(step)) == len(set(asked(step)))
        assert step.wait.total_seconds() > 0
        if before is not None:
            assert LEVELS[step.rung] >= LEVELS[before.rung]
            rises = ORDER.index(step.rung) > ORDER.index(before.rung)
            next_guardian = step.rung is before.rung is Rung.GUARDIAN and step.turn > before.turn
            asks_on = step.rung is before.rung and step.rung in (Rung.CONFIRM, Rung.WATCH)
            assert rises or next_guardian or asks_on
        if human:
            assert step.rung not in (Rung.HAND_OVER, Rung.WATCH)
        place, before = step.then, step
    assert step.rung in (Rung.CONFIRM, Rung.HAND_OVER, Rung.WATCH)
