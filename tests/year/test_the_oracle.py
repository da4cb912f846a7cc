"""The oracle's own reckoning by known days, and a judge that misses nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domains.governance.public import CaseKind
from tests.year.draw import draw
from tests.year.due import Due
from tests.year.judge import judge
from tests.year.korea import (
    HOLIDAYS,
    at,
    completes,
    first_working_from,
    last_working_until,
    works,
    years_on,
)
from tests.year.oracle_of_consents import ConsentsOracle
from tests.year.oracle_of_rights import RightsOracle, last_day
from tests.year.plans import CasePlan
from tests.year.test_ninety_days import NINETY_DAYS
from tests.year.witness import Seen


@pytest.mark.parametrize(
    ("born", "fourteen"),
    [
        (date(2012, 2, 29), date(2026, 3, 1)),
        (date(2014, 2, 28), date(2028, 2, 28)),
        (date(2013, 3, 1), date(2027, 3, 1)),
        (date(2013, 12, 31), date(2027, 12, 31)),
    ],
)
def test_an_age_is_completed_with_its_birthday(born, fourteen):
    assert completes(born, 14) == fourteen


def test_two_years_end_with_the_day_that_corresponds_or_with_february():
    assert years_on(date(2024, 2, 29), 2) == date(2026, 2, 28)
    assert years_on(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_on(date(2026, 2, 28), 2) == date(2028, 2, 28)


@pytest.mark.parametrize(
    ("opened", "kind", "expected"),
    [
        (date(2027, 1, 28), CaseKind.ACCESS, date(2027, 2, 10)),
        (date(2027, 9, 3), CaseKind.DELETION, date(2027, 9, 13)),
        (date(2027, 9, 4), CaseKind.DELETION, date(2027, 9, 17)),
        (date(2028, 1, 16), CaseKind.PORTABILITY, date(2028, 1, 31)),
        (date(2027, 8, 15), CaseKind.OBJECTION, date(2027, 9, 17)),
        (date(2027, 12, 15), CaseKind.SUSPENSION, date(2027, 12, 28)),
    ],
)
def test_last_days_around_feasts_and_their_substitutes(opened, kind, expected):
    assert last_day(CasePlan("one", "somebody", kind, at(opened, 11))) == expected


def test_a_feast_is_left_behind_in_both_directions():
    assert first_working_from(date(2027, 2, 6)) == date(2027, 2, 10)
    assert last_working_until(date(2027, 2, 9)) == date(2027, 2, 5)
    assert not works(date(2028, 4, 12)), "the day of a general election"
    assert len(HOLIDAYS) == 22 + 24 + 18


class _Recorded:
    """What a perfect house would have shown."""

    def __init__(self, dues: list[Due]) -> None:
        self.given_up = 0
        self.seen = {
            number: Seen(due.what, due.whom, due.seen_at, set(due.told or ()), due.seen_at)
            for number, due in enumerate(dues)
        }


def _perfect() -> tuple[object, _Recorded]:
    plans = draw(NINETY_DAYS)
    begins, ends = at(NINETY_DAYS.early - timedelta(days=3)), at(NINETY_DAYS.last)
    dues = [d for oracle in (ConsentsOracle, RightsOracle) for d in oracle(plans).dues()]
    return plans, _Recorded([due for due in dues if begins <= due.seen_at < ends])


def test_a_perfect_house_is_not_accused():
    plans, witness = _perfect()
    assert judge(plans, witness).faults == []


@pytest.mark.parametrize(
    "what", ["lapse coming", "lapsed", "case overdue", "asked after two years"]
)
@pytest.mark.parametrize("wrong", ["twice", "never", "early", "a day late", "a stranger", "nobody"])
def test_the_judge_notices(what, wrong):
    plans, witness = _perfect()
    number, seen = next((n, s) for n, s in witness.seen.items() if s.what == what)
    match wrong:
        case "twice":
            witness.seen["again"] = replace(seen)
        case "never":
            del witness.seen[number]
        case "early":
            seen.at -= timedelta(seconds=1)
        case "a day late":
            seen.at = seen.told_at = seen.at + timedelta(days=1)
        case "a stranger":
            seen.told.add("stranger")
        case "nobody":
            seen.told.clear()
    assert len(judge(plans, witness).faults) >= 1
