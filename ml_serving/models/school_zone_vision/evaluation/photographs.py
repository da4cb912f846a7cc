"""Photographs and what is on them, in COCO's annotation format: anyone can bring his own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from ml_serving.models.school_zone_vision.evaluation.average_precision import Truth
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.suppression import Boxes

Annotations = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Photograph:
    """One file and its truth by label."""

    path: Path
    truths: Mapping[str, Truth]

    def pixels(self) -> Pixels:
        """Upright."""
        with Image.open(self.path) as image:
            return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def read_photographs(
    photos: Path, boxes: Path, labels: Iterable[str], *, most: int | None = None
) -> list[Photograph]:
    """All images of the annotation file, by file name; those without a person count as well.

    Raises `FileNotFoundError` where an image of the file is not in the folder.
    """
    coco = json.loads(boxes.read_text())
    names = {one["id"]: one["name"] for one in coco["categories"]}
    by_image: dict[int, list[Mapping[str, Any]]] = {one["id"]: [] for one in coco["images"]}
    for one in coco["annotations"]:
        by_image[one["image_id"]].append({**one, "label": names[one["category_id"]]})
    images = sorted(coco["images"], key=lambda one: str(one["file_name"]))[:most]
    asked = tuple(labels)
    return [_photograph(photos, one["file_name"], by_image[one["id"]], asked) for one in images]


def _photograph(
    photos: Path, name: str, annotations: Annotations, labels: Sequence[str]
) -> Photograph:
    path = photos / Path(name).name
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is annotated, but not in {photos}")
    return Photograph(path, {label: _truth(annotations, label) for label in labels})


def _truth(annotations: Annotations, label: str) -> Truth:
    own = [one for one in annotations if one["label"] == label]
    return Truth(
        boxes=_boxes(one["bbox"] for one in own if not one.get("iscrowd")),
        crowds=_boxes(one["bbox"] for one in own if one.get("iscrowd")),
    )


def _boxes(told: Iterable[Sequence[float]]) -> Boxes:
    """COCO tells left, top, width, height."""
    sides = [(left, top, left + width, top + height) for left, top, width, height in told]
    return np.array(sides, np.float32).reshape(-1, 4)
