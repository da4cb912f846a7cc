"""What an operator may ask of a replay."""

from dataclasses import dataclass
from enum import StrEnum


class Protocol(StrEnum):
    """The entrances for positions."""

    OWNTRACKS = "owntracks"
    OSMAND = "osmand"
    GRAPHQL = "graphql"


class Dates(StrEnum):
    """When the replayed walk is to have happened."""

    ENDS_NOW = "ends-now"
    STARTS_NOW = "starts-now"
    AS_RECORDED = "as-recorded"


@dataclass(frozen=True, slots=True)
class Order:
    """A replay as ordered, its words not yet understood.

    `file` is a path, or "demo" for a walk made up. `speed` is a number or "max"; `move_to` and
    `end_at` are "lat,lon" or the name of a school of Osan.
    """

    file: str
    who: str = "mina"
    url: str | None = None
    protocol: Protocol = Protocol.OWNTRACKS
    speed: str = "60"
    batch: int = 1
    dates: Dates | None = None
    walk_at_kmh: float | None = None
    move_to: str | None = None
    end_at: str | None = None
    jitter_m: float = 0.0
    seed: int = 1
    token: str | None = None
