"""What tuning chose for LightGBM, by as many trials as for ours."""

from typing import Final

from ml_serving.models.demand_forecast.evaluation.rivals.boosted_trees import Trees

TREES: Final = {"hour": Trees(), "day": Trees()}
