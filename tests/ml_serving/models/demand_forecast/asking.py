"""How a test asks: a dict as JSON through the model's own reader, and rows of quantiles back."""

from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from ml_serving.contract import Refusal
from ml_serving.models.demand_forecast.predict import DemandForecast


def ask(model: DemandForecast, **fields: Any) -> NDArray[np.float64]:
    """(horizon, 3) of what is answered."""
    window = model.read(orjson.dumps(fields), "application/json")
    assert not isinstance(window, Refusal), window
    answer = model.predict([window])[0].answer
    return np.array([answer["quantiles"][name] for name in ("0.1", "0.5", "0.9")]).T


def refused(model: DemandForecast, **fields: Any) -> Refusal:
    """Why it is not answered."""
    window = model.read(orjson.dumps(fields), "application/json")
    assert isinstance(window, Refusal)
    return window
