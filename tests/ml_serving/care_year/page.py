"""The figures as a page."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final

from tests.ml_serving.care_year.measure import BY_DAY, Figures, Moment, of, within, within_of_missed
from tests.ml_serving.care_year.told import Found, Told

HOWS: Final = (BY_DAY, "awake", "bathroom", "asleep")
ASKED: Final[Moment] = attrgetter("asked_s")
HEARD: Final[Moment] = attrgetter("heard_s")

HEAD: Final = """# A year of {homes} simulated homes

Written by `python -m tests.ml_serving.care_year{asked}`; what is counted stands in `measure.py`.

Homes, accidents and manners of the {town} town over {days} days. *Asked*: she herself, by her app
and a companion's call. *Somebody heard*: a guardian, a care worker or 119. *Needless*: a level-2
alarm (the care worker is told) though she is well; the goal is one a home and half a year. *The
first missing sign* is the first that she would have given, had she been well: until then a home in
which she lies and one in which she rests are the same to any sensor, and who lies still in bed at
night is missed in the morning.

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
    head = (
        "| way | out of | lay still | asked ≤ 2 h | somebody heard ≤ 2 / 4 / 8 h "
        "| asked ≤ 2 h after the first missing sign | heard |",
        "|---|---|---|---|---|---|---|",
    )
    rows = [_how(way, how, of(homes, how)) for way, homes in told.items() for how in HOWS]
    return "\n".join((*head, *rows)) + "\n"


def _how(way: str, how: str, found: Sequence[Found]) -> str:
    heard = " / ".join(f"{within(found, HEARD, hours):.0%}" for hours in (2, 4, 8))
    return (
        f"| {way} | {how} | {len(found)} | {within(found, ASKED, 2):.0%} | {heard} "
        f"| {within_of_missed(found, ASKED, 2):.0%} | {within_of_missed(found, HEARD, 2):.0%} |"
    )
