"""The figures as a page."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final

from tests.ml_serving.care_year.measure import Figures, Moment, of, within
from tests.ml_serving.care_year.told import Told

HOWS: Final = ("awake", "bathroom", "asleep")
HEARD: Final[Moment] = attrgetter("heard_s")

HEAD: Final = """# A year of {homes} simulated homes

Written by `python -m tests.ml_serving.care_year{asked}`; what is counted stands in `measure.py`.

Homes, accidents and manners of the {town} town over {days} days. *Asked*: she herself, by her app
and a companion's call. *Somebody heard*: a guardian, a care worker or 119. *Needless*: a level-2
alarm (the care worker is told) though she is well; the goal is one a home and half a year. A fall
asleep has a night in front of it that nobody can look through.

"""


def page(
    told: Mapping[str, Sequence[Told]],
    figures: Sequence[Figures],
    *,
    asked: str,
    town: str,
    days: int,
) -> str:
    head = HEAD.format(homes=figures[0].homes, asked=asked, town=town, days=days)
    return head + _found(figures) + "\n" + _price(figures) + "\n" + _hows(told)


def _found(figures: Sequence[Figures]) -> str:
    rows = [
        f"| {each.way} | {each.lying} | {each.asked_2h:.0%} | {each.heard_2h:.0%} "
        f"| {each.worker_2h:.0%} | {each.heard_24h:.0%} | {each.median_h:.1f} h "
        f"| {each.told_by_sensors} | {each.raised:.2f} |"
        for each in figures
    ]
    head = (
        "| way | lay still | asked ≤ 2 h | somebody heard ≤ 2 h | care worker ≤ 2 h "
        "| heard ≤ 24 h | median | told by a sensor | raised |",
        "|---|---|---|---|---|---|---|---|---|",
    )
    return "\n".join((*head, *rows)) + "\n"


def _price(figures: Sequence[Figures]) -> str:
    rows = [
        f"| {each.way} | {each.needless:.2f} | {each.questions_a_week:.2f} "
        f"| {each.guardian_calls_a_month:.2f} |"
        for each in figures
    ]
    head = (
        "| way | needless, a home and half a year | questions to her a week "
        "| calls to guardians a month |",
        "|---|---|---|---|",
    )
    return "\n".join((*head, *rows)) + "\n"


def _hows(told: Mapping[str, Sequence[Told]]) -> str:
    head = ("| somebody heard, ≤ 1 / 2 / 4 / 8 h | " + " | ".join(HOWS) + " |", "|---|---|---|---|")
    rows = [
        f"| {way} | "
        + " | ".join(
            " / ".join(f"{within(of(homes, how), HEARD, hours):.0%}" for hours in (1, 2, 4, 8))
            for how in HOWS
        )
        + " |"
        for way, homes in told.items()
    ]
    return "\n".join((*head, *rows)) + "\n"
