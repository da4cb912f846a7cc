"""Microseconds of CPU a fix: far from every place, and among them."""

import time
from collections.abc import Callable
from statistics import median
from uuid import UUID

from domains.commute.crossing import FenceIndex, Fix, Geofence, TrackState, advance

ROUNDS = 5
FIXES = 2_000


def measure() -> dict[str, float]:
    """Median of several rounds, microseconds a fix."""
    city = FenceIndex(
        _fence(n, 37.10 + (n // 60) * 0.002, 127.0 + (n % 60) * 0.002) for n in range(3_000)
    )
    few = FenceIndex([_fence(1, 37.15, 127.07), _fence(2, 37.16, 127.08)])
    return {
        "far from 3,000 places, in a batch": _rounds(lambda: _batch(city, 36.5)),
        "far from 3,000 places, one by one": _rounds(lambda: _singly(city, 36.5)),
        "a child's two places, sitting in one, in a batch": _rounds(lambda: _batch(few, 37.15)),
        "a child's two places, sitting in one, one by one, state as JSON": _rounds(
            lambda: _stored(few, 37.15)
        ),
        "sitting among 3,000 places of 80 m, in a batch": _rounds(lambda: _batch(city, 37.15)),
    }


def _fence(number: int, lat: float, lon: float) -> Geofence:
    return Geofence(UUID(int=number), lat, lon, 80.0, 60.0)


def _fixes(lat: float) -> list[Fix]:
    return [Fix(5.0 * n, lat + (n % 7) * 2e-5, 127.07 + (n % 5) * 2e-5, 12.0) for n in range(FIXES)]


def _batch(fences: FenceIndex, lat: float) -> None:
    advance(TrackState(), fences, _fixes(lat))


def _singly(fences: FenceIndex, lat: float) -> None:
    state = TrackState()
    for fix in _fixes(lat):
        state = advance(state, fences, (fix,)).state


def _stored(fences: FenceIndex, lat: float) -> None:
    stored = TrackState().to_json()
    for fix in _fixes(lat):
        stored = advance(TrackState.from_json(stored), fences, (fix,)).state.to_json()


def _rounds(work: Callable[[], None]) -> float:
    return median(_once(work) for _ in range(ROUNDS)) / FIXES * 1e6


def _once(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
