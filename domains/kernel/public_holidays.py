"""Korea's public holidays: the one file that asks the `holidays` library.

It knows the lunar feasts, substitute holidays (공휴일에 관한 법률 §3), election days and the
temporary holidays that the government declared before its release. A holiday declared later
is a row until the library is updated: a closure of every school (commute), a day off of the rights
desk (governance), which care keeps, too.
"""

from datetime import date
from functools import cache

import holidays


def public_holiday(day: date) -> str | None:
    """The Korean name of the public holiday on `day`, or None."""
    return _holidays_of(day.year).get(day)


@cache
def _holidays_of(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("KR", years=year, language="ko").items())
