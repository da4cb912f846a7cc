"""The detectors on the NAB series."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.evaluation.contest import HOURLY, OURS, TIMER
from ml_serving.models.activity_anomaly.evaluation.lifelines import Lifelines
from ml_serving.models.activity_anomaly.evaluation.nab import Series, read_series
from ml_serving.models.activity_anomaly.evaluation.nab_score import level_at, score
from ml_serving.models.activity_anomaly.evaluation.rivals import EIGHT_HOURS, by_the_hour, timer
from ml_serving.models.activity_anomaly.evaluation.table import nab_rows, table
from ml_serving.models.activity_anomaly.fold import step
from ml_serving.models.activity_anomaly.hazard import Hazard
from ml_serving.models.activity_anomaly.peaks import height_of
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street
from ml_serving.models.activity_anomaly.rhythm import newborn
from ml_serving.models.activity_anomaly.sights import Sights

Floats = NDArray[np.float64]
COLUMNS = (
    "detector",
    "false alarms a month",
    "windows found",
    "precision of alarms",
    "median delay",
    "by series",
)


def nab_table(
    folder: Path, weights: Tensors, tuned: Mapping[str, float], quantiles: Mapping[str, float]
) -> str:
    """At the levels tuned on homes, and each at the level that gives one false alarm a month."""
    every = read_series(folder)
    lines = {each.name: _lines(each.street, weights, quantiles) for each in every}
    rows = []
    for name in (OURS, TIMER, HOURLY):
        rows.append(_row(f"{name}, level from homes", every, lines, name, tuned[name]))
        rows.append(_row(f"{name}, one false alarm a month", every, lines, name, None))
    rows.append(_row("fixed timer of 8 h, as it is", every, lines, TIMER, EIGHT_HOURS))
    return table(COLUMNS, rows)


def _lines(
    street: Street, weights: Tensors, quantiles: Mapping[str, float]
) -> Mapping[str, Lifelines]:
    whole = np.ones(street.watched.shape)
    raw = timer(street, [], whole)
    return {
        OURS: Lifelines(_heights(street, weights), raw.sign, whole, raw.fallen),
        TIMER: raw,
        HOURLY: by_the_hour(street, [], raw, quantiles[HOURLY]),
    }


def _heights(street: Street, weights: Tensors) -> Floats:
    hazard, rhythm = Hazard.of(weights), newborn(weights)
    heights = []
    for slot in range(len(street)):
        at = street.clock[np.array([slot])]
        stepped = step(rhythm, Sights(street.minutes[slot], street.watched[slot], at), hazard)
        heights.append(height_of(rhythm, stepped.score))
        rhythm = stepped.rhythm
    return np.stack(heights)


def _row(
    title: str,
    every: Sequence[Series],
    lines: Mapping[str, Mapping[str, Lifelines]],
    name: str,
    level: float | None,
) -> str:
    found = {}
    for series in every:
        seen = lines[series.name][name]
        usual, sign = seen.usual[:, 0], seen.sign[:, 0]
        at = level_at(series, usual, sign, 1.0) if level is None else level
        found[series.name] = score(series, usual, sign, at)
    return nab_rows(title, found)
