"""How far the band must reach for four of five to fall in: learnt where nothing was trained."""

import numpy as np
import torch

from ml_serving.models.demand_forecast.data.samples import Samples
from ml_serving.models.demand_forecast.features import Floats, bent
from ml_serving.models.demand_forecast.forecast import Band
from ml_serving.models.demand_forecast.network import Weights, bent_quantiles
from ml_serving.models.demand_forecast.window import Numbers

_NARROWEST = 0.5
_WIDEST = 2.0
_TINY = 1e-6


def calibrated(weights: Weights, validation: Samples) -> Band:
    """Split conformal on each side: the share of its own reach that covers 90 % of validation."""
    with torch.inference_mode():
        both = torch.from_numpy(validation.features), torch.from_numpy(validation.anchors)
        low, middle, high = bent_quantiles(weights, *both).mean(dim=0).double().numpy().T
    came = bent(validation.target.astype(np.float64))
    return band_of(np.stack([low, middle, high], axis=1), came, validation.weight)


def band_of(quantiles: Numbers, came: Numbers, weight: Floats) -> Band:
    """The same for whoever forecasts: (rows, 3) and what came, on one scale.

    A lower quantile of nothing cannot be missed, so such rows say nothing of the reach below.
    """
    low, middle, high = quantiles.T
    some = low > 0
    below = (middle - came) / np.maximum(middle - low, _TINY)
    above = (came - middle) / np.maximum(high - middle, _TINY)
    return Band(below=_reach(below[some], weight[some]), above=_reach(above, weight))


def _reach(scores: Numbers, weight: Floats) -> float:
    if not len(scores):
        return 1.0
    order = np.argsort(scores)
    share = np.cumsum(weight[order]) / weight.sum()
    place = min(int(np.searchsorted(share, 0.9)), len(scores) - 1)
    return float(np.clip(scores[order[place]], _NARROWEST, _WIDEST))
