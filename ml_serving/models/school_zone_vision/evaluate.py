"""How well and how fast it sees, beside others, in one run.

    python -m ml_serving.models.school_zone_vision.evaluate [--photos DIR --boxes coco.json]

Without photographs of one's own, the three street samples of the shared data are used: enough to
see that everything runs, far too few to judge anybody by.
"""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Archive
from ml_serving.models.school_zone_vision.evaluation.accuracy import Accuracy, accuracies
from ml_serving.models.school_zone_vision.evaluation.card import Report, into_card, markdown
from ml_serving.models.school_zone_vision.evaluation.conditions import CONDITIONS
from ml_serving.models.school_zone_vision.evaluation.detector import Detector
from ml_serving.models.school_zone_vision.evaluation.everybody import FASTEST_PEER, everybody
from ml_serving.models.school_zone_vision.evaluation.photographs import (
    Photograph,
    read_photographs,
)
from ml_serving.models.school_zone_vision.evaluation.speed import Took, took_by
from ml_serving.models.school_zone_vision.from_package import LABELS
from ml_serving.models.school_zone_vision.starting_archive import newest

HERE = Path(__file__).parent
_STREET_SAMPLES = HERE / "evaluation" / "street_samples.json"
_TIMED = 12
"""Photographs; each is seen in every round."""


def main(
    data: Annotated[Path, typer.Option(envvar="OSAN_DATA")] = Path("../shared/data"),
    photos: Annotated[Path | None, typer.Option(help="A folder of photographs.")] = None,
    boxes: Annotated[Path | None, typer.Option(help="What is on them: COCO's format.")] = None,
    archive: Annotated[Path | None, typer.Option()] = None,
    rounds: int = 5,
    short: Annotated[bool, typer.Option(help="One round; the card stays as it is.")] = False,
) -> None:
    """Everybody sees every photograph; the tables go into the card."""
    vision = data / "vision"
    seen = read_photographs(photos or vision, boxes or _STREET_SAMPLES, LABELS)
    console = Console()
    with Progress(console=console, transient=True) as progress:
        report = _report(_opened(archive), vision, seen, 1 if short else rounds, progress)
    console.print(tables := markdown(report), soft_wrap=True, highlight=False)
    if not short:
        into_card(HERE / "card.md", tables)


def _opened(archive: Path | None) -> Archive:
    opened = open_archive(archive or newest(Path("var/models")))
    if isinstance(opened, BadArchive):
        raise typer.BadParameter(opened.reason)
    return opened


def _report(
    archive: Archive, vision: Path, seen: list[Photograph], rounds: int, progress: Progress
) -> Report:
    with_one = everybody(archive, vision, threads=1)
    ours = [one for one in with_one if one.name in (archive.manifest.name, FASTEST_PEER)]
    return Report(
        archive=archive.manifest,
        photographs=len(seen),
        persons=sum(len(one.truths["person"].boxes) for one in seen),
        accuracy={one.name: _accuracy(one, seen, progress) for one in with_one},
        conditions={
            condition: {one.name: _accuracy(one, seen, progress, condition) for one in ours}
            for condition in CONDITIONS
        },
        speed={threads: _speed(archive, vision, seen, rounds, threads) for threads in (1, 2)},
    )


def _accuracy(
    detector: Detector,
    seen: list[Photograph],
    progress: Progress,
    condition: str = "as photographed",
) -> dict[str, Accuracy]:
    task = progress.add_task(f"{detector.name}, {condition}", total=len(seen))
    told = accuracies(
        detector, seen, LABELS, condition=condition, seen=lambda: progress.advance(task)
    )
    progress.remove_task(task)
    return dict(told)


def _speed(
    archive: Archive, vision: Path, seen: list[Photograph], rounds: int, threads: int
) -> dict[str, Took]:
    frames = [one.pixels() for one in seen[:_TIMED]]
    return dict(took_by(everybody(archive, vision, threads=threads), frames, rounds=rounds))


if __name__ == "__main__":
    typer.run(main)
