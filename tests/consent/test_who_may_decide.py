"""Who decides about a location: a table, and the birthdays that it turns on."""

from datetime import date

import pytest

from domains.consent.policy import Decider, may_grant, may_see, may_withdraw
from domains.identity.public import age_on

CHILD, MOTHER, STRANGER = (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("who", "age", "grants", "withdraws", "sees"),
    [
        (CHILD, 13, False, True, True),
        (CHILD, 14, True, True, True),
        (CHILD, None, False, True, True),
        (MOTHER, 13, True, True, True),
        (MOTHER, 14, False, False, False),
        (MOTHER, None, False, False, True),
        (STRANGER, 8, False, False, False),
        (STRANGER, 40, False, False, False),
        (STRANGER, None, False, False, False),
    ],
)
def test_a_guardian_decides_until_fourteen_and_from_then_on_the_person(
    who: tuple[bool, bool], age: int | None, grants: bool, withdraws: bool, sees: bool
) -> None:
    decider = Decider(is_subject=who[0], is_guardian=who[1], subject_age=age)

    assert (may_grant(decider), may_withdraw(decider), may_see(decider)) == (
        grants,
        withdraws,
        sees,
    )


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2012, 3, 3), date(2026, 3, 2), 13),
        (date(2012, 3, 3), date(2026, 3, 3), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
    ],
)
def test_fourteen_begins_on_the_birthday_and_for_leap_children_on_the_first_of_march(
    born: date, day: date, age: int
) -> None:
    assert age_on(born, day) == age
