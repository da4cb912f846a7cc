"""For a new shop: what its category does on such a weekday, and how far shops of it differ."""

import numpy as np

from ml_serving.models.demand_forecast.evaluation.tasks import Case
from ml_serving.models.demand_forecast.level import Priors, level_of
from ml_serving.models.demand_forecast.window import Numbers, slots

_NORMAL_90 = 1.2816


def category_mean(case: Case, priors: Priors) -> Numbers:
    """A log-normal about the level, with a day's noise beside the doubt about the level."""
    level = level_of(case.window, priors)
    middle = level.scale * level.profile[slots(case.window.ahead, case.window.rhythm)]
    reach = np.exp(_NORMAL_90 * np.hypot(level.doubt, 0.5))
    return np.stack([middle / reach, middle, middle * reach], axis=1)
