"""The NAB series as lives: a reading as usual for its hour is a sign of life, no other is.

The series are of a taxi trade and of two machines; nobody lives there. What carries over is the
question: for how long may the usual fail to come before somebody should look? Readings hold until
the next one; what is usual for an hour is learnt from the four weeks before, as the median and its
absolute deviations, and NAB's first 15% of each series raise no alarm (its probationary period).
"""

import csv
import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.channels import CHANNELS
from ml_serving.models.activity_anomaly.moments import SLOT_S, SLOTS_A_DAY, Calendar
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street

Floats = NDArray[np.float64]
FILES: Final = {
    "taxi rides": "nyc_taxi",
    "ambient temperature": "ambient_temperature_system_failure",
    "machine temperature": "machine_temperature_system_failure",
}
WINDOWS: Final = "nab_combined_windows.json"
FOLDER: Final = "realKnownCause"
PROBATION: Final = 0.15
HOURS: Final = 24
MEMORY_DAYS: Final = 28
WIDE: Final = 3.0
A_DEVIATION: Final = 1.4826
"""Times the median absolute deviation is a standard deviation of a normal distribution."""
WHOLE_SLOT: Final = (1 << 15) - 1


@dataclass(frozen=True, slots=True)
class Series:
    """`street` is of one home. `windows` are NAB's anomalies, as slots from the first midnight."""

    name: str
    street: Street
    windows: Sequence[tuple[int, int]]
    first_judged: int


def read_series(folder: Path) -> Sequence[Series]:
    """All three. Raises OSError where the data are not."""
    windows = json.loads((folder / WINDOWS).read_text(encoding="utf-8"))
    return [
        _series(name, folder / f"nab_{stem}.csv", windows[f"{FOLDER}/{stem}.csv"])
        for name, stem in FILES.items()
    ]


def _series(name: str, path: Path, told: Sequence[Sequence[str]]) -> Series:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(_epoch(row["timestamp"]), float(row["value"])) for row in csv.DictReader(file)]
    start = int(rows[0][0] // 86_400) * 86_400
    days = int((rows[-1][0] - start) // 86_400)
    values = _held(np.array(rows), start, days * SLOTS_A_DAY)
    minutes = np.zeros((len(values), 1, CHANNELS), dtype=np.uint16)
    minutes[:, 0, 0] = WHOLE_SLOT * _usual(values)
    watched = np.isfinite(values).astype(np.float64)[:, None]
    first = start // SLOT_S
    clock = Calendar(UTC).clock(range(first, first + len(values)))
    windows = [((_slot(a, start)), _slot(b, start)) for a, b in told]
    street = Street([], minutes, minutes, watched, clock)
    return Series(name, street, windows, int(PROBATION * len(values)))


def _epoch(told: str) -> float:
    return datetime.fromisoformat(told).replace(tzinfo=UTC).timestamp()


def _slot(told: str, start: int) -> int:
    return int((_epoch(told) - start) // SLOT_S)


def _held(rows: Floats, start: int, slots: int) -> Floats:
    """The last reading before the end of each slot; NaN where none came for two hours."""
    ends = start + SLOT_S * (np.arange(slots) + 1)
    last = np.searchsorted(rows[:, 0], ends, side="left") - 1
    fresh = (last >= 0) & (ends - rows[np.maximum(last, 0), 0] <= 2 * 3600)
    return np.where(fresh, rows[np.maximum(last, 0), 1], np.nan)


def _usual(values: Floats) -> NDArray[np.bool_]:
    """Whether each slot's reading is as in the same hour of the weeks before."""
    days = values.reshape(-1, HOURS, SLOTS_A_DAY // HOURS)
    usual = np.ones(days.shape, dtype=bool)
    for day in range(1, len(days)):
        known = days[max(0, day - MEMORY_DAYS) : day].transpose(1, 0, 2).reshape(HOURS, -1)
        middle, spread = _middle_and_spread(known)
        usual[day] = ~(np.abs(days[day] - middle) > WIDE * spread)
    return usual.reshape(-1) & np.isfinite(values)


def _middle_and_spread(known: Floats) -> tuple[Floats, Floats]:
    """Of each hour, [HOURS, 1]; NaN where it was never heard, and nothing is unusual then."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "All-NaN slice", RuntimeWarning)
        middle = np.nanmedian(known, axis=1, keepdims=True)
        spread = np.nanmedian(np.abs(known - middle), axis=1, keepdims=True)
    return middle, A_DEVIATION * spread
