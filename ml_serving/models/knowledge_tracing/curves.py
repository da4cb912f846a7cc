"""Pictures of a fit and of what it is worth, as PNG."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ml_serving.models.knowledge_tracing.checkpoint import Epoch
from ml_serving.models.knowledge_tracing.measures import Answers, Probabilities, reliability

INCHES = (9.0, 4.8)


def draw_fit(path: Path, curves: Mapping[str, Sequence[Epoch]], *, title: str) -> None:
    """Training loss and validation AUC by epoch, a line for each fit."""
    figure = Figure(figsize=INCHES, layout="constrained")
    loss, auc = figure.subplots(1, 2)
    for axes in (loss, auc):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    for name, curve in curves.items():
        epochs = [epoch.number for epoch in curve]
        loss.plot(epochs, [epoch.loss for epoch in curve], marker=".", label=name)
        auc.plot(epochs, [epoch.auc for epoch in curve], marker=".", label=name)
    _label(loss, "epoch", "training loss (nats)")
    _label(auc, "epoch", "validation AUC")
    _save(figure, path, title)


def draw_reliability(
    path: Path, said: Mapping[str, Probabilities], came: Answers, *, title: str
) -> None:
    """How often an answer was right where a chance was given, and how often it was given."""
    figure = Figure(figsize=INCHES, layout="constrained")
    kept, given = figure.subplots(1, 2)
    kept.plot([0, 1], [0, 1], color="grey", linestyle=":")
    for name, chances in said.items():
        mean, share, count = reliability(chances, came).T
        kept.plot(mean, share, marker=".", label=name)
        given.plot(mean, count / count.sum(), marker=".", label=name)
    _label(kept, "chance given", "share answered right")
    _label(given, "chance given", "share of questions")
    _save(figure, path, title)


def draw_by_history(
    path: Path, aucs: Mapping[str, Sequence[float]], spans: Sequence[str], *, title: str
) -> None:
    """AUC by how many questions the learner had answered before."""
    figure = Figure(figsize=(6.5, 4.8), layout="constrained")
    axes = figure.subplots()
    for name, values in aucs.items():
        axes.plot(spans, values, marker="o", label=name)
    _label(axes, "questions answered before", "test AUC")
    _save(figure, path, title)


def _label(axes: Axes, across: str, up: str) -> None:
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(alpha=0.3)


def _save(figure: Figure, path: Path, title: str) -> None:
    figure.suptitle(title)
    lines, names = figure.axes[-1].get_legend_handles_labels()
    figure.legend(lines, names, loc="outside lower center", ncols=3)
    path.parent.mkdir(parents=True, exist_ok=True)
    FigureCanvasAgg(figure).print_png(path)
