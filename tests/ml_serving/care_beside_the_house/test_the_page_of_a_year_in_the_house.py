"""What the house tells of a year is read beside the straight year's own."""

from tests.ml_serving.care_beside_the_house.tell_figures import HOUSE, STRAIGHT, page_of
from tests.ml_serving.care_beside_the_house.tell_homes import ms
from tests.ml_serving.care_year.second_town import second_town

SEED, DAYS = 20_000, 62
"""She lies still once, late in these days."""


def test_the_house_stands_beside_the_straight_year():
    [befell] = second_town(SEED, DAYS).incidents
    found = {
        "incident": [befell.kind.value, ms(befell.at), befell.how],
        "asked_s": 600.0,
        "heard_s": 3_600.0,
        "worker_s": 7_000.0,
    }
    told = {"name": "house", "days": DAYS, "found": [found], "worker_alarms": {"inactivity": 1}}
    text = page_of([told], first_seed=SEED, days=DAYS, town="second")
    assert "| in the house | 1 | 100% | 100% | 100% | 100% | 1.0 h |" in text
    assert len(rows_of(HOUSE, text)) == len(rows_of(STRAIGHT, text)) > 0


def rows_of(way: str, text: str) -> list[str]:
    return [row for row in text.splitlines() if row.startswith(f"| {way} |")]
