"""LightGBM with quantile objectives: the same rows, features and tuning budget as ours."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import lightgbm
import numpy as np

from ml_serving.models.demand_forecast.band import band_of
from ml_serving.models.demand_forecast.data.gather import Material
from ml_serving.models.demand_forecast.data.samples import Samples
from ml_serving.models.demand_forecast.evaluation.tasks import Task
from ml_serving.models.demand_forecast.features import Floats, Steps, steps_of
from ml_serving.models.demand_forecast.forecast import Band
from ml_serving.models.demand_forecast.level import Priors
from ml_serving.models.demand_forecast.network import QUANTILES
from ml_serving.models.demand_forecast.window import Numbers

MOST_ROUNDS = 400
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Trees:
    """What tuning may choose; names are LightGBM's own."""

    num_leaves: int = 31
    learning_rate: float = 0.05
    min_data_in_leaf: int = 50
    feature_fraction: float = 0.8
    lambda_l2: float = 1.0
    bagging_fraction: float = 0.8


@dataclass(frozen=True, slots=True)
class Boosted:
    """One booster a quantile, and a band calibrated as ours is."""

    boosters: Sequence[lightgbm.Booster]
    priors: Priors
    band: Band
    loss: float


def fit_trees(material: Material, trees: Trees, *, seed: int) -> Boosted:
    """Rounds are ended by the validation split, where the band is calibrated, too."""
    boosters = [_booster(material, trees, level, seed) for level in QUANTILES]
    rows = _told(boosters, material.validation)
    came, weight = _came(material), material.validation.weight
    away, levels = came[:, None] - rows, np.array(QUANTILES)
    lost = np.maximum(levels * away, (levels - 1) * away).sum(axis=1)
    loss = float(np.average(lost, weights=weight))
    return Boosted(boosters, material.priors, band_of(rows, came, weight), loss)


def trees_forecast(task: Task, by_rhythm: Mapping[str, Boosted]) -> list[Numbers]:
    """As ours: rows of each window through the boosters, times the level."""
    results = []
    for case in task.cases:
        boosted = by_rhythm[case.window.rhythm.name]
        steps = steps_of(case.window, boosted.priors)
        rows = np.stack([b.predict(_seen(steps)) for b in boosted.boosters], axis=1)
        results.append(np.maximum(_banded(np.sort(rows, axis=1), boosted.band), 0) * steps.scale)
    return results


def load_or_fit(material: Material, trees: Trees, *, seed: int, path: Path) -> Boosted:
    """Boosters from `path`'s files, or fitted now and kept there."""
    files = [path.with_suffix(f".{level}.txt") for level in QUANTILES]
    if not all(file.exists() for file in files):
        fitted = fit_trees(material, trees, seed=seed)
        for booster, file in zip(fitted.boosters, files, strict=True):
            booster.save_model(file)
    boosters = [lightgbm.Booster(model_file=file) for file in files]
    rows = _told(boosters, material.validation)
    band = band_of(rows, _came(material), material.validation.weight)
    return Boosted(boosters, material.priors, band, loss=float("nan"))


def _booster(material: Material, trees: Trees, level: float, seed: int) -> lightgbm.Booster:
    train, validation = material.train, material.validation
    rows = lightgbm.Dataset(_seen(train), train.target, weight=train.weight)
    asked = {
        **asdict(trees),
        "objective": "quantile",
        "alpha": level,
        "bagging_freq": 1,
        "num_threads": 1,
        "seed": seed,
        "verbosity": -1,
    }
    return lightgbm.train(
        asked,
        rows,
        MOST_ROUNDS,
        valid_sets=[
            lightgbm.Dataset(
                _seen(validation), validation.target, weight=validation.weight, reference=rows
            )
        ],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )


def _seen(rows: Samples | Steps) -> Floats:
    """The anchors stand among the features already."""
    return rows.features


def _told(boosters: Sequence[lightgbm.Booster], rows: Samples) -> Numbers:
    return np.sort(np.stack([b.predict(_seen(rows)) for b in boosters], axis=1), axis=1)


def _came(material: Material) -> Numbers:
    return material.validation.target.astype(np.float64)


def _banded(rows: Numbers, band: Band) -> Numbers:
    low, middle, high = rows.T
    below, above = middle - band.below * (middle - low), middle + band.above * (high - middle)
    return np.stack([below, middle, above], axis=1)
