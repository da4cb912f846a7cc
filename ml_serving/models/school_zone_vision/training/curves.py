"""How the losses fell, as a PNG."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from ml_serving.models.school_zone_vision.training.course import Epoch


def draw_curves(course: Sequence[Epoch], path: Path) -> None:
    """Heat and sides by epoch, each on its own scale."""
    figure = Figure(figsize=(9, 3.5), layout="constrained")
    numbers = [one.number + 1 for one in course]
    losses = {"heat": [one.heat for one in course], "sides": [one.sides for one in course]}
    for panel, (name, values) in zip(figure.subplots(1, 2), losses.items(), strict=True):
        panel.plot(numbers, values)
        panel.set(title=name, xlabel="epoch", ylabel="loss per object")
        panel.xaxis.get_major_locator().set_params(integer=True)
        panel.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
