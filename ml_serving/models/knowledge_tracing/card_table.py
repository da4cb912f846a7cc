"""The figures of `card.md`, between two marks that `evaluate.py` looks for."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ml_serving.models.knowledge_tracing.judge import SPANS, Verdict

MARK = "<!-- {place} {name} -->"


def spans() -> list[str]:
    return [f"{low}–{high - 1}" if high else f"{low}+" for low, high in SPANS]


def tables(verdict: Verdict, about: Mapping[str, str]) -> str:
    """`about` tells, for each contender, which setting it stands with; the served
    ones are the same weights under other conditions."""
    scores = [
        f"| {name} | {one.auc:.4f} | {one.accuracy:.4f} | {one.log_loss:.4f} "
        f"| {one.calibration_error:.4f} | {about.get(name, '')} |"
        for name, one in verdict.scores.items()
    ]
    history = [
        f"| {name} | " + " | ".join(f"{value:.4f}" for value in values) + " |"
        for name, values in verdict.by_history.items()
    ]
    leads = [
        f"| {name} | {lead:+.4f} | {low:+.4f} to {high:+.4f} |"
        for name, (lead, low, high) in verdict.lead_over.items()
    ]
    return "\n\n".join(
        [
            _table(["model", "AUC", "accuracy", "log loss", "ECE", "stands with"], scores),
            "Lead of ours in AUC, with its 95% interval over learners drawn anew:",
            _table(["over", "lead", "interval"], leads),
            "AUC by questions answered before:",
            _table(["model", *spans()], history),
        ]
    )


def _table(columns: Sequence[str], rows: Iterable[str]) -> str:
    head = "| " + " | ".join(columns) + " |"
    return "\n".join([head, "|" + "---|" * len(columns), *rows])


def write_between(card: Path, name: str, text: str) -> None:
    """Replaces what stands between the marks called `name`. Raises ValueError without them."""
    begin, end = (MARK.format(place=place, name=name) for place in ("begin", "end"))
    before, rest = card.read_text(encoding="utf-8").split(begin)
    _, after = rest.split(end)
    card.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
