"""The card's tables: written by the command that measured them, and by nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ml_serving.contract import Manifest
from ml_serving.models.school_zone_vision.evaluation.accuracy import Accuracy
from ml_serving.models.school_zone_vision.evaluation.everybody import FASTEST_PEER
from ml_serving.models.school_zone_vision.evaluation.speed import Took

_BEGIN, _END = "<!-- measured -->", "<!-- /measured -->"
_FEW = 50

Accuracies = Mapping[str, Mapping[str, Accuracy]]
"""By detector, then by label."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run. `speed` by threads and detector."""

    archive: Manifest
    photographs: int
    persons: int
    accuracy: Accuracies
    conditions: Mapping[str, Accuracies]
    speed: Mapping[int, Mapping[str, Took]]


def markdown(report: Report) -> str:
    """Everybody on the same photographs, in the same run."""
    few = " Far too few to judge by: they show that it runs." if report.photographs < _FEW else ""
    told = f"{report.photographs} photographs with {report.persons} persons; scores from 0.05."
    return "\n\n".join(
        [
            f"`{report.archive.name} {report.archive.version}` on {told}{few}",
            _persons(report),
            _labels(report.accuracy),
            _conditions(report),
        ]
    )


def into_card(card: Path, tables: str) -> None:
    """Between the card's marks; what people wrote around them stays."""
    before, _, rest = card.read_text().partition(_BEGIN)
    _, _, after = rest.partition(_END)
    card.write_text(f"{before}{_BEGIN}\n{tables}\n{_END}{after}")


def _persons(report: Report) -> str:
    rows = []
    for name, by_label in report.accuracy.items():
        person = by_label["person"]
        times = [_times(report.speed[threads], name) for threads in sorted(report.speed)]
        firm = [f"{person.precision:.3f}", f"{person.recall:.3f}"]
        rows.append([name, f"{person.ap50:.3f}", *firm, *times])
    head = ["persons", "AP50", "precision at 0.3", "recall at 0.3"]
    head += [f"{threads} thread{'s' if threads > 1 else ''}" for threads in sorted(report.speed)]
    return _table(head, rows)


def _times(speed: Mapping[str, Took], name: str) -> str:
    """By the clock and of the processors, each with its ratio to the fastest peer's."""
    own, peer = speed[name], speed[FASTEST_PEER]
    wall = f"{own.wall_ms:.1f} ms ({own.wall_ms / peer.wall_ms:.2f})"
    return f"{wall}, CPU {own.cpu_ms:.1f} ms ({own.cpu_ms / peer.cpu_ms:.2f})"


def _labels(accuracy: Accuracies) -> str:
    labels = list(next(iter(accuracy.values())))
    rows = [
        [name, *(f"{by_label[label].ap50:.3f}" for label in labels)]
        for name, by_label in accuracy.items()
        if any(one.ap50 > 0 for label, one in by_label.items() if label != "person")
    ]
    return _table(["AP50", *labels], rows)


def _conditions(report: Report) -> str:
    names = list(next(iter(report.conditions.values())))
    rows = [
        [condition, *(f"{told[name]['person'].ap50:.3f}" for name in names)]
        for condition, told in report.conditions.items()
    ]
    return _table(["persons, AP50", *names], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
