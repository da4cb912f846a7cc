"""A place as the judge sees it."""

from dataclasses import dataclass
from uuid import UUID

EXIT_FACTOR = 1.25
EXIT_MARGIN_M = 25.0


@dataclass(frozen=True, slots=True)
class Geofence:
    """A circle that somebody enters and leaves.

    Entering means to stay within `radius_m` of the centre for `dwell_s` seconds without a break;
    leaving means to go beyond `exit_radius_m`. The gap between the two is the hysteresis that
    keeps a child at the gate from arriving twice. Metres on the ground, WGS84 degrees.
    """

    place_id: UUID
    lat: float
    lon: float
    radius_m: float
    dwell_s: float = 0.0
    exit_radius_m: float = 0.0

    def __post_init__(self) -> None:
        if not (self.radius_m > 0 and self.dwell_s >= 0):
            raise ValueError("a geofence has a positive radius and no negative dwell")
        if self.exit_radius_m == 0:
            object.__setattr__(self, "exit_radius_m", default_exit_radius_m(self.radius_m))
        if self.exit_radius_m < self.radius_m:
            raise ValueError("a geofence is not left before it is entered")


def default_exit_radius_m(radius_m: float) -> float:
    """A quarter more than the radius, and at least 25 m, which one good fix can tell apart."""
    return max(radius_m * EXIT_FACTOR, radius_m + EXIT_MARGIN_M)
