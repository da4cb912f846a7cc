"""Points on the ground and the distances between them."""

import math
from dataclasses import dataclass
from enum import Enum, auto

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG), metres."""

METRES_PER_DEGREE = EARTH_RADIUS_M * math.pi / 180

NULL_ISLAND_DEG = 0.01
"""Receivers without a fix report 0/0; nobody of ours is within a kilometre of it."""

VAGUEST_M = 20_037_508.0
"""Half the Earth's circumference: a wider circle is a receiver's way of saying nothing."""


@dataclass(frozen=True, slots=True)
class LatLon:
    """WGS84 degrees; latitude in [-90, 90], longitude in [-180, 180]."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"not a point on Earth: {self.lat}, {self.lon}")


def distance_m(a: LatLon, b: LatLon) -> float:
    """Great-circle distance (haversine), metres."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = math.sin((lat_b - lat_a) / 2)
    half_lon = math.sin(math.radians(b.lon - a.lon) / 2)
    chord = half_lat**2 + math.cos(lat_a) * math.cos(lat_b) * half_lon**2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


class Fault(Enum):
    """Why nobody believes that a receiver is where it says."""

    NOT_FINITE = auto()
    OUT_OF_RANGE = auto()
    NULL_ISLAND = auto()
    BAD_ACCURACY = auto()


def fault_of(lat: float, lon: float, accuracy_m: float | None) -> Fault | None:
    """What is wrong with a place as a receiver says it, the first fault alone; None: it may be.

    `accuracy_m` is None or zero where the receiver does not know it. When it was, and how fast it
    went, is for whoever asked.
    """
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return Fault.NOT_FINITE
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return Fault.OUT_OF_RANGE
    if abs(lat) < NULL_ISLAND_DEG and abs(lon) < NULL_ISLAND_DEG:
        return Fault.NULL_ISLAND
    if accuracy_m is not None and not 0 <= accuracy_m <= VAGUEST_M:
        return Fault.BAD_ACCURACY
    return None
