"""How a version is served, unless whoever registers it wishes otherwise."""

from collections.abc import Callable, Mapping
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
    """What is usual, and over it `settings.serving` of `model.json`, as `model.schema.json` lets an
    archive wish: the fields of `BatchWishes`, `priority` by its lower-case name."""
    usual = USUAL.get(manifest["architecture"], BatchWishes())
    told = manifest.get("settings", {}).get("serving", {})
    return replace(usual, **{name: _READ.get(name, _as_told)(each) for name, each in told.items()})


def _as_told(value: Any) -> Any:
    return value


_READ: Mapping[str, Callable[[Any], Any]] = {
    "priority": lambda told: Priority[told.upper()],
    "max_batch": int,
    "queue_rows": int,
}
"""A whole number may be written 8.0 in JSON."""
