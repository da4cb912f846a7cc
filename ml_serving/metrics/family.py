"""Metric families as text, in Prometheus' exposition format 0.0.4.

Written here and not by a client library: that one adds `_total` to every counter, and TorchServe's
names have none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isinf, isnan
from typing import Literal, TypeAlias

Labels: TypeAlias = Mapping[str, str]
Sample: TypeAlias = tuple[Labels, float]


@dataclass(frozen=True, slots=True)
class Family:
    """One metric with its samples. A histogram's samples carry their own suffix in `parts`."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    help: str
    samples: Sequence[Sample] = ()
    parts: Sequence[tuple[str, Labels, float]] = ()


def written(families: Iterable[Family], names: frozenset[str]) -> bytes:
    """The families that are named; all of them where none is."""
    lines: list[str] = []
    for family in families:
        if not names or family.name in names:
            lines.extend(_lines(family))
    return ("\n".join(lines) + "\n").encode()


def _lines(family: Family) -> Iterable[str]:
    yield f"# HELP {family.name} {family.help}"
    yield f"# TYPE {family.name} {family.kind}"
    for labels, value in family.samples:
        yield f"{family.name}{_braced(labels)} {_number(value)}"
    for suffix, labels, value in family.parts:
        yield f"{family.name}{suffix}{_braced(labels)} {_number(value)}"


def _number(value: float) -> str:
    if isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return "NaN" if isnan(value) else repr(value)


def _braced(labels: Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def histogram(
    labels: Labels, counts: Mapping[int, int], bounds: Sequence[int]
) -> Sequence[tuple[str, Labels, float]]:
    """Buckets, sum and count of whole numbers seen `counts` times."""
    parts: list[tuple[str, Labels, float]] = []
    for bound in bounds:
        below = sum(times for size, times in counts.items() if size <= bound)
        parts.append(("_bucket", {**labels, "le": str(bound)}, float(below)))
    total = float(sum(counts.values()))
    parts.append(("_bucket", {**labels, "le": "+Inf"}, total))
    parts.append(("_sum", labels, float(sum(size * times for size, times in counts.items()))))
    parts.append(("_count", labels, total))
    return parts
