"""The page of the straight year for some homes, with a row of what the whole house made of them.

Reads what `tests.care_in_the_house.told` tells, as JSON.
"""

import json
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from domains.care.cases.vocabulary import ConcernKind
from tests.ml_serving.care_beside_the_house.tell_homes import ms
from tests.ml_serving.care_year.household import Incident
from tests.ml_serving.care_year.measure import figures_of
from tests.ml_serving.care_year.page import page
from tests.ml_serving.care_year.told import Found, Told
from tests.ml_serving.care_year.year import live_a_year

HOUSE, OURS, STRAIGHT = "in the house", "Osan Talk", "straight to the judgement"


def main(
    first_seed: Annotated[int, typer.Option()],
    days: Annotated[int, typer.Option()],
    town: str = "second",
) -> None:
    text = page_of(json.load(sys.stdin), first_seed=first_seed, days=days, town=town)
    print(text)


def page_of(told: list[dict[str, Any]], *, first_seed: int, days: int, town: str) -> str:
    """What the house made of some homes, beside the same ones straight to the judgement."""
    beside = live_a_year(town, range(first_seed, first_seed + len(told)), days)
    straight = beside.pop(OURS)
    lived = [_told(home, _missed(other)) for home, other in zip(told, straight, strict=True)]
    ways = {HOUSE: lived, STRAIGHT: straight, **beside}
    figures = [figures_of(way, homes) for way, homes in ways.items()]
    return page(ways, figures, asked="", town=town, days=days)


def _missed(straight: Told) -> Mapping[int, float]:
    """When a sign of hers was first missing, as only her record says; by when (ms) it befell."""
    return {ms(each.incident.at): each.missed_s for each in straight.found}


def _told(home: dict[str, Any], missed: Mapping[int, float]) -> Told:
    alarms = {ConcernKind(kind): times for kind, times in home.pop("worker_alarms").items()}
    found = [_found(each, missed) for each in home.pop("found")]
    return Told(**home, found=found, worker_alarms=alarms)


def _found(found: dict[str, Any], missed: Mapping[int, float]) -> Found:
    kind, at, how = found.pop("incident")
    return Found(Incident(ConcernKind(kind), at / 1000, how), missed_s=missed[at], **found)


if __name__ == "__main__":
    typer.run(main)
