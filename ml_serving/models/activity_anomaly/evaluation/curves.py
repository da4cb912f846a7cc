"""Pictures of the contest, as PNG."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ml_serving.models.activity_anomaly.evaluation.contest import Contest, levels
from ml_serving.models.activity_anomaly.evaluation.verdict import judge, quantile, within

BUDGETS: Sequence[float] = (0.1, 0.2, 0.5, 1.0, 2.0, 4.0)


def draw_delays(path: Path, contest: Contest) -> None:
    """Left, the share of falls found by the hour at one false alarm a person-month; right, how the
    median delay falls when more false alarms are borne."""
    figure = Figure(figsize=(12.0, 4.4), layout="constrained")
    found, price = figure.subplots(1, 2)
    at = levels(contest, 1.0)
    hours = np.linspace(0, 24, 97)
    for name, lines in contest.lines.items():
        verdict = judge(lines, contest.falls, at[name])
        found.plot(hours, [within(verdict.delay_h, hour) for hour in hours], label=name)
        middle = [
            quantile(judge(lines, contest.falls, levels(contest, budget)[name]).delay_h, 0.5)
            for budget in BUDGETS
        ]
        price.semilogx(BUDGETS, middle, marker="o", label=name)
    found.set(xlabel="hours after the fall", ylabel="share found", ylim=(0, 1), xlim=(0, 24))
    found.set_title("at one false alarm a person-month")
    price.set(xlabel="false alarms a person-month", ylabel="median delay (h)", ylim=(0, None))
    price.set_title("what a budget buys")
    for axes in (found, price):
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    FigureCanvasAgg(figure).print_png(path)
