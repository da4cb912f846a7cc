"""A month prints in every language, on its first day too."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from domains.care.ports import MonthDay, PrintedMonth
from domains.kernel.text import Locale
from infra.large_print import MonthOnPaper
from infra.large_print.words import WORDS

DAY = MonthDay(date(2026, 3, 1), "amber", "살펴봄", 1, 0, ("오래 움직임이 없었음",), is_usual=False)
MARCH = PrintedMonth(
    locale=Locale.KO,
    printed_at=datetime(2026, 3, 2, tzinfo=UTC),
    name="박복례",
    month=date(2026, 3, 1),
    asked=1,
    answered=0,
    cases=1,
    shows_reasons=True,
    days=(DAY,),
)


@pytest.mark.parametrize("locale", Locale)
def test_a_day_and_none(locale):
    for days in ((DAY,), ()):
        page = MonthOnPaper().pdf(dataclasses.replace(MARCH, locale=locale, days=days))
        assert page.startswith(b"%PDF")


def test_every_language_says_of_a_month_that_it_begins():
    assert len({WORDS.text(locale, "month.begins") for locale in Locale}) == len(Locale)
