"""How far the band must reach for four of five to fall in: learnt where nothing was trained."""

import numpy as np
import torch

from ml_serving.models.demand_forecast.data.samples import Samples
from ml_serving.models.demand_forecast.features import bent
from ml_serving.models.demand_forecast.forecast import Band
from ml_serving.models.demand_forecast.network import Weights, bent_quantiles
from ml_serving.models.demand_forecast.window import Numbers

_NARROWEST = 0.5
_WIDEST = 2.0


def calibrated(weights: Weights, validation: Samples) -> Band:
    """Split conformal on each side: the share of its own reach that covers 90 % of validation."""
    with torch.inference_mode():
        both = torch.from_numpy(validation.features), torch.from_numpy(validation.anchors)
        low, middle, high = bent_quantiles(weights, *both).mean(dim=0).double().numpy().T
    came = bent(validation.target.astype(np.float64))
    return Band(
        below=_reach((middle - came) / (middle - low)),
        above=_reach((came - middle) / (high - middle)),
    )


def _reach(scores: Numbers) -> float:
    count = len(scores)
    rank = min(0.9 * (count + 1) / count, 1.0)
    return float(np.clip(np.quantile(scores, rank), _NARROWEST, _WIDEST))
