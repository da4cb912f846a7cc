"""Pictures of a training: how the loss fell, what is believed of everybody, what a budget costs."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.rehearsal.episodes import Harmless
from ml_serving.models.activity_anomaly.training.fit import Epoch


def draw_training(path: Path, curve: Sequence[Epoch], weights: Tensors, silences: Harmless) -> None:
    """Three panels in one PNG."""
    figure = Figure(figsize=(13.0, 4.0), layout="constrained")
    loss, usual, alarms = figure.subplots(1, 3)
    numbers = [epoch.number for epoch in curve]
    loss.plot(numbers, [epoch.fitted for epoch in curve], marker=".", label="homes fitted")
    loss.plot(numbers, [epoch.held_out for epoch in curve], marker=".", label="homes held out")
    loss.set(xlabel="epoch", ylabel="loss (nats a slot)", title="hazard")
    for name, share in zip(("workday", "free day"), weights["prior.usual"], strict=True):
        usual.plot(np.arange(48) / 2, share, label=name)
    usual.set(xlabel="hour", ylabel="share of slots with a sign of life", title="population prior")
    levels = np.linspace(0, float(silences.height.max(initial=1.0)), 200)
    rates = [max(silences.alarms_per_month(level), 1e-3) for level in levels]
    alarms.semilogy(levels, rates, label="homes held out")
    alarms.semilogy(weights["tail.levels"], weights["tail.budgets"], "o", label="levels kept")
    alarms.set(
        xlabel="level (deviations above the mean daily peak)", ylabel="alarms a person-month"
    )
    alarms.set_title("false-alarm budget")
    for axes in (loss, usual, alarms):
        axes.grid(alpha=0.3)
        axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    FigureCanvasAgg(figure).print_png(path)
