"""Whether two answers are the same, as far as numbers of one model can be."""

import json
from typing import Any, Final

TOLERANCE: Final = 1e-4
"""Absolute, or relative to the larger. A sum of floats in single precision depends on its order,
and the order on how many rows a batch has; more than this depends on something else."""


def largest_difference(one: str, other: str) -> float:
    """Of all numbers in two JSON texts, 0 where they are equal; infinite where the shape or a word
    differs."""
    return _apart(json.loads(one), json.loads(other))


def _apart(one: Any, other: Any) -> float:
    match one, other:
        case dict(), dict() if one.keys() == other.keys():
            return max((_apart(one[name], other[name]) for name in one), default=0.0)
        case list(), list() if len(one) == len(other):
            pairs = zip(one, other, strict=True)
            return max((_apart(*pair) for pair in pairs), default=0.0)
        case ((int() | float()), (int() | float())) if bool not in (type(one), type(other)):
            return abs(one - other) / max(1.0, abs(one), abs(other))
        case _:
            return 0.0 if type(one) is type(other) and one == other else float("inf")
