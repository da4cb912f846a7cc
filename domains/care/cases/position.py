"""Where her phone was as she cried for help: what is believed of it, its words at rest. Pure."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from domains.kernel.geo import LatLon, fault_of

KEPT: Final = timedelta(days=1)
"""At most, as her consent says (`Purpose.CARE_LOCATION`: what is pure cannot ask the catalogue);
mostly the case is over long before."""

AHEAD: Final = timedelta(minutes=2)
"""So far two clocks are apart without anybody noticing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPosition:
    """As a phone says it, and nothing of it believed; None is what it could not say."""

    lat: float | None = field(repr=False)
    lon: float | None = field(repr=False)
    accuracy_m: float | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Position:
    """Believed. `accuracy_m` is the radius that holds her two times in three, None where the phone
    did not know it; `at` is when it was measured, and not when she cried."""

    point: LatLon = field(repr=False)
    accuracy_m: float | None
    at: datetime


def believed(said: ReportedPosition, *, now: datetime) -> Position | None:
    """What may be told to those who set out by it, or None: no place is better than a wrong one."""
    if said.lat is None or said.lon is None:
        return None
    if fault_of(said.lat, said.lon, said.accuracy_m) is not None:
        return None  # how a phone says that it has no fix, as often as not
    if said.at is None or not now - KEPT < said.at <= now + AHEAD:
        return None
    return Position(LatLon(said.lat, said.lon), said.accuracy_m or None, said.at)


def written(position: Position) -> str:
    """As it is sealed, without its moment; five decimals are a metre."""
    place = f"{position.point.lat:.5f} {position.point.lon:.5f}"
    return place if position.accuracy_m is None else f"{place} {math.ceil(position.accuracy_m)}"


def read(text: str, *, at: datetime) -> Position:
    lat, lon, *accuracy = map(float, text.split())
    return Position(LatLon(lat, lon), accuracy[0] if accuracy else None, at)
