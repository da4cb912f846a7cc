"""A flat map in metres around one point: exact enough for tens of kilometres."""

import math
from dataclasses import dataclass

from domains.kernel.geo import METRES_PER_DEGREE

SPAN_M = 20_000.0
"""Farther out the map is redrawn: east-west lengths would be off by more than a few parts in
a thousand."""


@dataclass(frozen=True, slots=True)
class Plane:
    """An equirectangular map about its origin; it neither knows the antimeridian nor minds it."""

    lat: float
    lon: float
    metres_per_lon: float

    @classmethod
    def at(cls, lat: float, lon: float) -> "Plane":
        """Near a pole a degree of longitude keeps a little length, so that nothing divides by 0."""
        return cls(lat, lon, METRES_PER_DEGREE * max(math.cos(math.radians(lat)), 1e-6))

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Metres (east, north) of the origin."""
        east = lon - self.lon
        if east > 180:
            east -= 360
        elif east < -180:
            east += 360
        return east * self.metres_per_lon, (lat - self.lat) * METRES_PER_DEGREE
