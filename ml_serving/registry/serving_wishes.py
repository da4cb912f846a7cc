"""What an archive wishes for itself, unless whoever registers it wishes otherwise."""

from collections.abc import Mapping
from typing import Any

from ml_serving.batching.ask import Priority
from ml_serving.batching.wishes import BatchWishes


def wishes_of(manifest: Mapping[str, Any]) -> BatchWishes:
    """From `settings.serving` of `model.json`: the fields of `BatchWishes`, `priority` by its
    lower-case name. Raises ValueError with what is wrong."""
    told = dict(manifest.get("settings", {}).get("serving", {}))
    if "priority" in told:
        told["priority"] = _priority(told["priority"])
    try:
        return BatchWishes(**told)
    except TypeError:
        raise ValueError("settings.serving holds what nobody may wish") from None


def _priority(told: object) -> Priority:
    try:
        return Priority[str(told).upper()]
    except KeyError:
        known = ", ".join(each.name.lower() for each in Priority)
        raise ValueError(f"settings.serving.priority is none of {known}") from None
