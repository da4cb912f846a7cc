"""The page of the straight year for some homes, with a row of what the whole house made of them.

Reads what `tests.care_in_the_house.told` tells, as JSON.
"""

import json
import sys
from typing import Annotated, Any

import typer

from domains.care.cases.vocabulary import ConcernKind
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
    lived = [_told(home) for home in json.load(sys.stdin)]
    beside = live_a_year(town, range(first_seed, first_seed + len(lived)), days)
    ways = {HOUSE: lived, STRAIGHT: beside.pop(OURS), **beside}
    figures = [figures_of(way, homes) for way, homes in ways.items()]
    print(page(ways, figures, asked="", town=town, days=days))


def _told(home: dict[str, Any]) -> Told:
    alarms = {ConcernKind(kind): times for kind, times in home.pop("worker_alarms").items()}
    found = [_found(each) for each in home.pop("found")]
    return Told(**home, found=found, worker_alarms=alarms)


def _found(found: dict[str, Any]) -> Found:
    kind, at, how = found.pop("incident")
    return Found(Incident(ConcernKind(kind), at / 1000, how), **found)


if __name__ == "__main__":
    typer.run(main)
