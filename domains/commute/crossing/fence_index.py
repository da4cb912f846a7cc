"""Which fences are near a point: a grid, built once for a version of the places."""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from uuid import UUID

from domains.commute.crossing.assumptions import SIGHT_M
from domains.commute.crossing.geofence import Geofence
from domains.kernel.geo import METRES_PER_DEGREE

_CELL_DEG = 250.0 / METRES_PER_DEGREE
_ROWS_APART = 1 << 22
_NONE: tuple[Geofence, ...] = ()


class FenceIndex:
    """Fences by the cells from which they can be seen; immutable, to be shared.

    A look-up is one dictionary access, whatever the number of places. A cell is 250 m high and
    at least as wide; rows count their own columns, so that they close at the antimeridian.
    """

    __slots__ = ("_by_id", "_cells")

    def __init__(self, fences: Iterable[Geofence]) -> None:
        self._by_id = {fence.place_id: fence for fence in fences}
        cells: dict[int, list[Geofence]] = {}
        for fence in self._by_id.values():
            for key in _cells_in_sight_of(fence):
                cells.setdefault(key, []).append(fence)
        self._cells = {key: tuple(seen) for key, seen in cells.items()}

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, place_id: UUID) -> Geofence | None:
        return self._by_id.get(place_id)

    def seen_from(self, key: int) -> tuple[Geofence, ...]:
        """The fences that a fix in this cell (see `cell_of`) may concern."""
        return self._cells.get(key, _NONE)


def cell_of(lat: float, lon: float) -> int:
    """The number of the cell that holds a point."""
    row = math.floor(lat / _CELL_DEG)
    columns = _columns(row)
    return row * _ROWS_APART + math.floor((lon + 180) / 360 * columns) % columns


@cache
def _columns(row: int) -> int:
    nearest_pole = min(90.0, max(abs(row), abs(row + 1)) * _CELL_DEG)
    return max(1, math.floor(360 / _CELL_DEG * math.cos(math.radians(nearest_pole))))


def _cells_in_sight_of(fence: Geofence) -> Iterator[int]:
    reach_deg = (fence.exit_radius_m + SIGHT_M) / METRES_PER_DEGREE
    low = math.floor((fence.lat - reach_deg) / _CELL_DEG)
    high = math.floor((fence.lat + reach_deg) / _CELL_DEG)
    for row in range(low, high + 1):
        yield from _row_in_sight(row, fence, reach_deg)


def _row_in_sight(row: int, fence: Geofence, reach_deg: float) -> Iterator[int]:
    columns = _columns(row)
    width_deg = 360 / columns
    poleward = min(89.9, abs(fence.lat) + reach_deg)
    reach_lon = reach_deg / math.cos(math.radians(poleward))
    first = math.floor((fence.lon + 180 - reach_lon) / width_deg)
    last = math.floor((fence.lon + 180 + reach_lon) / width_deg)
    for column in range(first, min(last, first + columns - 1) + 1):
        yield row * _ROWS_APART + column % columns
