"""Homes of a town as JSON, one a line; moments are milliseconds since 1970.

python -m tests.ml_serving.care_beside_the_house.tell_homes --first-seed 20000 --homes 20 --days 365
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from ml_serving.models.activity_anomaly.recorded_home import By
from tests.ml_serving.care_year.household import Floats, Household, holds
from tests.ml_serving.care_year.year import TOWNS

NOBODYS = (By.PET, By.APPLIANCE)


def main(
    first_seed: Annotated[int, typer.Option()],
    homes: Annotated[int, typer.Option(min=1)],
    days: Annotated[int, typer.Option(min=1)],
    town: str = "second",
) -> None:
    for seed in range(first_seed, first_seed + homes):
        print(json.dumps({"seed": seed, **told(TOWNS[town](seed, days))}))


def told(household: Household) -> dict[str, Any]:
    """All that a house needs to live in it, and nothing of how it was drawn."""
    record = household.record
    return {
        "name": record.name,
        "since": ms(record.since),
        "days": record.days,
        "sensors": list(record.sensors),
        "at": _each_ms(record.at),
        "sensor": record.sensor.tolist(),
        "by_people": [int(by not in NOBODYS) for by in record.by],
        "asleep": _spans(record.asleep),
        "alone": _spans(record.alone),
        "outages": _spans(record.outages),
        "pauses": _spans(record.pauses),
        "climate": _climate(household),
        "incidents": [[each.kind.value, ms(each.at), each.how] for each in household.incidents],
        "has_pet": household.has_pet,
        "appliances": sorted(household.appliances),
        "manners": asdict(household.manners),
    }


def _climate(household: Household) -> list[tuple[int, float]]:
    """Readings that were heard."""
    readings = zip(household.measured_at, household.celsius, strict=True)
    deaf = household.record.outages
    return [(ms(at), round(float(celsius), 1)) for at, celsius in readings if not holds(deaf, at)]


def _spans(spans: Floats) -> list[list[int]]:
    return [_each_ms(span) for span in spans]


def _each_ms(moments: Sequence[float]) -> list[int]:
    return [ms(at) for at in moments]


def ms(at: float) -> int:
    """By which both sides know a moment: epoch milliseconds."""
    return int(at * 1000)


if __name__ == "__main__":
    typer.run(main)
