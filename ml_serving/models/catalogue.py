"""The architectures this server can load: an archive names one, and brings no code of its own."""

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from ml_serving.contract import Load

ARCHITECTURES: Mapping[str, str] = {
    "school-zone-vision": "ml_serving.models.school_zone_vision.predict",
    "demand-forecast": "ml_serving.models.demand_forecast.predict",
    "knowledge-tracing": "ml_serving.models.knowledge_tracing.predict",
    "activity-anomaly": "ml_serving.models.activity_anomaly.predict",
}


def loader_of(architecture: str) -> Load:
    """The `load` of an architecture's module, imported when first asked for.

    Raises `KeyError` for an architecture that this server does not know.
    """
    return cast("Load", import_module(ARCHITECTURES[architecture]).load)
