"""Fine-tunes the CenterNet on photographs with boxes in COCO's format.

    python -m ml_serving.models.school_zone_vision.train --photos DIR --boxes coco.json \\
        --start var/models/school-zone-vision-2.1.0.zip --version 2.2.0

Goes on where it was stopped. The new archive lies beside the curves in `--work`; whether it is
better is for `evaluate.py` to say, on photographs that were not trained on.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.console import Console
from rich.progress import Progress

from ml_serving.archive import BadArchive, open_archive
from ml_serving.models.school_zone_vision.evaluation.photographs import read_photographs
from ml_serving.models.school_zone_vision.from_package import CENTERNET
from ml_serving.models.school_zone_vision.networks.build import with_weights
from ml_serving.models.school_zone_vision.networks.centernet import Centernet
from ml_serving.models.school_zone_vision.starting_archive import packed
from ml_serving.models.school_zone_vision.training.course import Epoch, Wishes, train

START = Path("var/models/school-zone-vision-2.1.0.zip")
UNTRAINED = (
    "school-zone-vision: no photographs with boxes were given (--photos, --boxes), and the data of "
    "this project have none: it stays as converted from its package."
)


def main(
    photos: Annotated[Path | None, typer.Option(help="A folder of photographs.")] = None,
    boxes: Annotated[Path | None, typer.Option(help="What is on them: COCO's format.")] = None,
    start: Annotated[Path, typer.Option(help="An archive of a CenterNet to begin with.")] = START,
    version: Annotated[str, typer.Option(help="Of the archive that is made.")] = "2.2.0",
    work: Path = Path("var/school-zone-vision"),
    epochs: int = 20,
    batch: int = 8,
    rate: float = 2e-4,
    seed: int = 7,
    threads: int = 1,
) -> None:
    """Trains, draws the curves, packs an archive; without photographs it says so, and trains not.

    What ships is converted from packages at install.
    """
    if photos is None or boxes is None:
        return Console().print(UNTRAINED, soft_wrap=True)
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    work.mkdir(parents=True, exist_ok=True)
    size = (CENTERNET.width, CENTERNET.height)
    wishes = Wishes(CENTERNET.labels, size, epochs, batch, rate, seed)
    network = _begun(start, wishes)
    seen = read_photographs(photos, boxes, wishes.labels)
    course: list[Epoch] = []
    with Progress() as progress:
        task = progress.add_task("epochs", total=epochs)
        for epoch in train(network, seen, wishes, kept=work / f"training-{version}.pt"):
            course.append(epoch)
            told = f"epoch {epoch.number + 1}: heat {epoch.heat:.3f}, sides {epoch.sides:.3f}"
            progress.update(task, advance=1, description=told)
    _draw(course, work / "curves.png")
    return Console().print(_packed(network, version, len(seen), work))


def _begun(start: Path, wishes: Wishes) -> Centernet:
    opened = open_archive(start)
    if isinstance(opened, BadArchive):
        raise typer.BadParameter(opened.reason)
    network = Centernet(len(wishes.labels))
    with_weights(network, opened.weights)
    network.train().requires_grad_(True)
    return network


def _packed(network: Centernet, version: str, photographs: int, work: Path) -> Path:
    """The doubt of the start's scores is not the new ones': it is left out until measured."""
    told = f"{CENTERNET.training_data}; then {photographs} photographs of this installation"
    made = replace(CENTERNET, version=version, training_data=told, doubt=())
    weights = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    return packed(made, weights, work)


def _draw(course: Sequence[Epoch], file: Path) -> None:
    """Only who trains needs matplotlib."""
    from ml_serving.models.school_zone_vision.training.curves import draw_curves

    draw_curves(course, file)


if __name__ == "__main__":
    typer.run(main)
