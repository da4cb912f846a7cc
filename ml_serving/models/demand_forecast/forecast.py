"""From windows to quantiles in the shop's own units: one forward pass for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from ml_serving.models.demand_forecast.features import Steps, steps_of
from ml_serving.models.demand_forecast.level import Priors
from ml_serving.models.demand_forecast.network import Weights, bent_quantiles, straightened
from ml_serving.models.demand_forecast.window import Numbers, Window


@dataclass(frozen=True, slots=True)
class Band:
    """How far the 80 % band reaches, as shares of the network's own reach, so that four of five
    days fell into it on the validation split (split conformal, Romano et al. 2019)."""

    below: float = 1.0
    above: float = 1.0


@dataclass(frozen=True, slots=True)
class Forecaster:
    """The trained parts for one rhythm."""

    weights: Weights
    priors: Priors
    band: Band = Band()


def forecast(windows: Sequence[Window], forecasters: Mapping[str, Forecaster]) -> list[Numbers]:
    """(horizon, 3) for each window, in its units; a closed step is nothing for certain."""
    results: dict[int, Numbers] = {}
    for rhythm, forecaster in forecasters.items():
        places = [place for place, w in enumerate(windows) if w.rhythm.name == rhythm]
        if places:
            chosen = [windows[place] for place in places]
            results.update(zip(places, _of_one_rhythm(chosen, forecaster), strict=True))
    return [results[place] for place in range(len(windows))]


def _of_one_rhythm(windows: Sequence[Window], forecaster: Forecaster) -> list[Numbers]:
    steps = [steps_of(window, forecaster.priors) for window in windows]
    quantiles = quantiles_of(steps, forecaster)
    return [
        np.where(window.closed[-window.horizon :, None], 0.0, rows)
        for window, rows in zip(windows, quantiles, strict=True)
    ]


def quantiles_of(steps: Sequence[Steps], forecaster: Forecaster) -> list[Numbers]:
    """(horizon, 3) for each window's rows, widened or narrowed by the band, never below zero."""
    features = torch.from_numpy(np.concatenate([each.features for each in steps]))
    anchors = torch.from_numpy(np.concatenate([each.anchors for each in steps]))
    with torch.inference_mode():
        bent = bent_quantiles(forecaster.weights, features, anchors).mean(dim=0)
        middle = bent[:, 1]
        below = middle - forecaster.band.below * (middle - bent[:, 0])
        above = middle + forecaster.band.above * (bent[:, 2] - middle)
        demand = straightened(torch.stack([below, middle, above], dim=1)).clamp(min=0)
    ends = np.cumsum([len(each.features) for each in steps])[:-1]
    split = np.split(demand.numpy().astype(np.float64), ends)
    return [rows * each.scale for rows, each in zip(split, steps, strict=True)]
