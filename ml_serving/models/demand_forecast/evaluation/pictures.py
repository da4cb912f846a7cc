"""Forecasts as people see them: the band over what came, one panel a task."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ml_serving.models.demand_forecast.evaluation.tasks import Case
from ml_serving.models.demand_forecast.window import Numbers


def draw_forecasts(shown: Sequence[tuple[str, Case, Numbers]], path: Path) -> None:
    """PNG: four weeks (or a week of hours) of the past, then median and band beside the truth."""
    figure = Figure(figsize=(11, 2.6 * len(shown)), layout="constrained")
    panels = figure.subplots(len(shown), 1, squeeze=False)[:, 0]
    for panel, (title, case, rows) in zip(panels, shown, strict=True):
        _panel(panel, case, rows)
        panel.set_title(title, loc="left", fontsize=10)
    panels[0].legend(frameon=False, ncols=3)
    figure.savefig(path, dpi=100)


def _panel(panel: Axes, case: Case, rows: Numbers) -> None:
    window = case.window
    past = window.times[: len(window.history)][-28 if window.rhythm.day == 1 else -168 :]
    panel.plot(past, window.history[-len(past) :], color="0.6", lw=1)
    panel.plot(window.ahead, case.truth, color="0.15", lw=1.2, label="what came")
    panel.plot(window.ahead, rows[:, 1], color="tab:blue", lw=1.4, label="median")
    panel.fill_between(
        window.ahead, rows[:, 0], rows[:, 2], color="tab:blue", alpha=0.2, label="80 % band"
    )
    panel.spines[["top", "right"]].set_visible(False)
    panel.set_ylim(bottom=0)
