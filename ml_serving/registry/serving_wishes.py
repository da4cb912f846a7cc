"""How a version is served, unless whoever registers it wishes otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ml_serving.batching.ask import Priority
from ml_serving.batching.wishes import BatchWishes

USUAL: Mapping[str, BatchWishes] = {
    "school-zone-vision": BatchWishes(max_batch=8, priority=Priority.SAFETY, answer_s=10.0),
    "activity-anomaly": BatchWishes(max_batch=32, priority=Priority.SAFETY),
    "knowledge-tracing": BatchWishes(max_batch=32),
    "demand-forecast": BatchWishes(max_batch=16),
}
"""By architecture. Rows of the small models are cheap, and many of them share one forward pass;
whoever forecasts by night asks with `Priority.BACKGROUND`."""


def wishes_of(manifest: Mapping[str, Any]) -> BatchWishes:
    """What is usual, and over it `settings.serving` of `model.json`: the fields of `BatchWishes`,
    `priority` by its lower-case name. Raises ValueError with what is wrong."""
    usual = USUAL.get(manifest["architecture"], BatchWishes())
    told = dict(manifest.get("settings", {}).get("serving", {}))
    if "priority" in told:
        told["priority"] = _priority(told["priority"])
    try:
        return replace(usual, **told)
    except TypeError:
        raise ValueError("settings.serving holds what nobody may wish") from None


def _priority(told: object) -> Priority:
    try:
        return Priority[str(told).upper()]
    except KeyError:
        known = ", ".join(each.name.lower() for each in Priority)
        raise ValueError(f"settings.serving.priority is none of {known}") from None
