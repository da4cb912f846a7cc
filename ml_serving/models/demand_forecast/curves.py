"""Pictures of a training: how the loss fell, for `var/`, not for the archive."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from ml_serving.models.demand_forecast.fit import Epoch


def draw_curves(courses: Mapping[str, Sequence[Epoch]], path: Path) -> None:
    """One panel a rhythm: mean pinball loss of training and of validation by epoch, as PNG."""
    figure = Figure(figsize=(5 * len(courses), 3.5), layout="constrained")
    panels = figure.subplots(1, len(courses), squeeze=False)[0]
    for panel, (rhythm, course) in zip(panels, courses.items(), strict=True):
        numbers = [epoch.number + 1 for epoch in course]
        panel.plot(numbers, [epoch.train for epoch in course], label="training (with dropout)")
        panel.plot(numbers, [epoch.validation for epoch in course], label="validation")
        panel.set(title=f"by {rhythm}", xlabel="epoch", ylabel="pinball loss / level")
        panel.legend(frameon=False)
        panel.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
