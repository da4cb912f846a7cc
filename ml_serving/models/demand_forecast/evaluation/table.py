"""The figures as Markdown, and their place in the card."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ml_serving.models.demand_forecast.evaluation.budgets import (
    ARIMA_BUDGET_S,
    ARIMA_SERIES,
    ETS_BUDGET_S,
)
from ml_serving.models.demand_forecast.evaluation.rows import Average, Row, averages

BEGIN: Final = "<!-- written by `python -m ml_serving.models.demand_forecast.evaluate` -->"
END: Final = "<!-- end of what the command wrote -->"


_COLUMNS: Final = (
    "task",
    "rival",
    "cases",
    *("its MASE", "our MASE", "its WQL", "our WQL"),
    *("its 80 % band", "our 80 % band", "its CPU s", "our CPU s"),
)
_HEAD: Final = (f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|")


def markdown(rows: Sequence[Row], new_shops: Sequence[Row]) -> str:
    """All tables, ours always beside the rival on the very same cases."""
    return "\n".join(
        [
            "### On average over the headline tasks",
            "",
            "| rival | tasks | its MASE | our MASE | its WQL | our WQL | ours better in both |",
            "|---|---|---|---|---|---|---|",
            *(_average(each) for each in averages(rows)),
            "",
            "### Task by task",
            "",
            *_HEAD,
            *(_line(row) for row in rows),
            "",
            f"AutoARIMA runs on at most {ARIMA_SERIES} daily series, {ARIMA_BUDGET_S:.0f} s of "
            f"CPU a task; AutoETS has {ETS_BUDGET_S:.0f} s. Where a budget was spent, both sides "
            "are scored on the cases done.",
            "",
            "### New shops: whole stores that no training saw",
            "",
            *_HEAD,
            *(_line(row) for row in new_shops),
            "",
        ]
    )


def _average(each: Average) -> str:
    return (
        f"| {each.rival} | {each.tasks} | {each.mase:.4f} | {each.our_mase:.4f} "
        f"| {each.wql:.4f} | {each.our_wql:.4f} | {'yes' if each.beaten else '**no**'} |"
    )


def _line(row: Row) -> str:
    theirs, ours = row.theirs, row.ours
    return (
        f"| {row.task} | {row.rival} | {row.cases} of {row.all_cases} "
        f"| {theirs.mase:.4f} | {ours.mase:.4f} | {theirs.wql:.4f} | {ours.wql:.4f} "
        f"| {theirs.coverage:.1%} | {ours.coverage:.1%} "
        f"| {row.seconds:.1f} | {row.our_seconds:.1f} |"
    )


def into_card(card: Path, tables: str) -> None:
    """Puts the tables between the two marks of the card; the words about them stay."""
    before, _, rest = card.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    assert after, f"{card} lacks its two marks"
    card.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}")
