"""The figures of `card.md`, between marks that the command looks for."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from ml_serving.models.activity_anomaly.evaluation.contest import OURS, TIMER, Contest
from ml_serving.models.activity_anomaly.evaluation.falls import WHERE
from ml_serving.models.activity_anomaly.evaluation.nab_score import Found, totals
from ml_serving.models.activity_anomaly.evaluation.verdict import Verdict, judge, quantile, within

MARK: Final = "<!-- {place} {name} -->"
COLUMNS: Final = (
    "detector",
    "false alarms a person-month",
    "found ≤ 2 h",
    "≤ 4 h",
    "≤ 8 h",
    "≤ 24 h",
    "median delay",
    "p90 delay",
    "median after first missed sign",
    "p90 after it",
    "≤ 2 h after it",
)


def rows_of(contest: Contest, at: Sequence[tuple[str, str, float]]) -> str:
    """`at` gives a title, a detector's name and a level for each row."""
    judged = [
        (title, judge(contest.lines[name], contest.falls, level)) for title, name, level in at
    ]
    return table(COLUMNS, (_row(title, verdict) for title, verdict in judged))


def by_kind(contest: Contest, levels: Mapping[str, float]) -> str:
    """Shape of home by where the fall was: ours beside the timer, at equal false alarms."""
    verdicts = {
        name: judge(contest.lines[name], contest.falls, levels[name]) for name in (OURS, TIMER)
    }
    shapes = [contest.street.homes[fall.home].name.rsplit("-", 1)[0] for fall in contest.falls]
    wheres = [fall.where for fall in contest.falls]
    groups = [(where, np.array([each == where for each in wheres])) for where in WHERE]
    groups += [(shape, np.array([each == shape for each in shapes])) for shape in sorted({*shapes})]
    rows = (
        _beside(group, *(verdicts[n].of(chosen) for n in (OURS, TIMER))) for group, chosen in groups
    )
    head = (
        "falls",
        "number",
        "median delay",
        "timer's",
        "≤ 4 h",
        "timer's",
        "≤ 2 h after first missed sign",
        "timer's",
    )
    return table(head, rows)


def nab_rows(title: str, found: Mapping[str, Found]) -> str:
    windows, hit, precision = totals(found)
    delays = [delay for each in found.values() for delay in each.delays_h]
    false = np.mean([each.false_per_month for each in found.values()])
    each = ", ".join(f"{name} {one.found}/{one.windows}" for name, one in found.items())
    middle = f"{np.median(delays):.1f} h" if delays else "–"
    return f"| {title} | {false:.2f} | {hit}/{windows} | {precision:.2f} | {middle} | {each} |"


def table(columns: Iterable[str], rows: Iterable[str]) -> str:
    head = "| " + " | ".join(columns) + " |"
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rows])


def write_between(card: Path, name: str, text: str) -> None:
    """Replaces what stands between the marks called `name`. Raises ValueError without them."""
    begin, end = (MARK.format(place=place, name=name) for place in ("begin", "end"))
    before, rest = card.read_text(encoding="utf-8").split(begin)
    _, after = rest.split(end)
    card.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def _row(title: str, verdict: Verdict) -> str:
    delay, late = verdict.delay_h, verdict.late_h
    cells = [
        f"{verdict.alarms_per_month:.2f}",
        *(f"{within(delay, hours):.0%}" for hours in (2, 4, 8, 24)),
        *(_hours(quantile(delay, share)) for share in (0.5, 0.9)),
        *(_hours(quantile(late, share)) for share in (0.5, 0.9)),
        f"{within(late, 2):.0%}",
    ]
    return f"| {title} | " + " | ".join(cells) + " |"


def _beside(group: str, ours: Verdict, timer: Verdict) -> str:
    both = (ours, timer)
    cells = [
        *(_hours(quantile(each.delay_h, 0.5)) for each in both),
        *(f"{within(each.delay_h, 4):.0%}" for each in both),
        *(f"{within(each.late_h, 2):.0%}" for each in both),
    ]
    return f"| {group} | {len(ours.delay_h)} | " + " | ".join(cells) + " |"


def _hours(hours: float) -> str:
    return "> 48 h" if math.isinf(hours) else f"{hours:.1f} h"
