"""school-zone-vision as the server sees it: pictures in, persons and vehicles out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ml_serving.contract import (
    Archive,
    Datatype,
    Device,
    Prediction,
    Refusal,
    Tensor,
    Tensors,
    TensorSpec,
)
from ml_serving.models.school_zone_vision.answer import answer_of
from ml_serving.models.school_zone_vision.detection import Choice, chosen
from ml_serving.models.school_zone_vision.engines.engine import engine_of
from ml_serving.models.school_zone_vision.engines.face import Engine
from ml_serving.models.school_zone_vision.networks.build import network_of, with_weights
from ml_serving.models.school_zone_vision.picture import MOST_PIXELS, Picture, read_body, shrunk

_FRAMES = "frames"


@dataclass(frozen=True)
class SchoolZoneVision:
    """A loaded archive. Answers do not depend on what else is in the batch."""

    engine: Engine
    size: tuple[int, int]
    """Width and height that the network sees, the other way round where a picture is upright; every
    picture is stretched to it."""
    choice: Choice
    doubt: Sequence[tuple[float, float]]

    @property
    def inputs(self) -> Sequence[TensorSpec]:
        return (TensorSpec(_FRAMES, Datatype.UINT8, (-1, -1, -1, 3)),)

    @property
    def outputs(self) -> Sequence[TensorSpec]:
        most = self.choice.most
        return (
            TensorSpec("boxes", Datatype.FP32, (-1, most, 4)),
            TensorSpec("scores", Datatype.FP32, (-1, most)),
            TensorSpec("labels", Datatype.INT64, (-1, most)),
            TensorSpec("count", Datatype.INT64, (-1, 1)),
        )

    @property
    def rows_a_pass(self) -> int | None:
        return self.engine.pictures_a_pass

    def read(self, body: bytes, content_type: str) -> Picture | Refusal:
        return read_body(body, content_type, size=self.size)

    def read_tensors(self, tensors: Tensors) -> Sequence[Picture] | Refusal:
        """Each row of `frames` [n, height, width, 3] is a picture: red, green, blue."""
        frames = tensors.get(_FRAMES)
        if frames is None or set(tensors) != {_FRAMES} or not _are_frames(frames):
            expected = f"UINT8 [n, height, width, 3], {MOST_PIXELS:,} pixels a frame at most"
            return Refusal(f"`{_FRAMES}` is missing, or not as expected", expected)
        return [shrunk(frame, size=self.size) for frame in frames]

    def features(self, item: Picture) -> Mapping[str, float]:
        """How bright, how contrasted, how large: night and fog show here before they cost. One
        pixel in sixteen tells it as well as all do, in a tenth of the time."""
        sample = item.pixels[::4, ::4].astype(np.float32)
        return {
            "brightness": float(sample.mean()),
            "contrast": float(sample.std()),
            "megapixels": item.width * item.height / 1e6,
        }

    def predict(self, items: Sequence[Picture]) -> Sequence[Prediction]:
        seen = self.engine([item.pixels for item in items])
        return [self._answer(item, *told) for item, told in zip(items, seen, strict=True)]

    def _answer(self, item: Picture, boxes: Tensor, scores: Tensor) -> Prediction:
        told = chosen(boxes, scores, self.choice.from_score(item.least_score))
        return answer_of(told, item, self.choice, self.doubt)


def load(archive: Archive, device: Device) -> SchoolZoneVision:
    """Raises KeyError or RuntimeError where settings or weights are not this architecture's."""
    settings = archive.manifest.settings
    labels, size = tuple(settings["labels"]), (settings["width"], settings["height"])
    network = with_weights(network_of(settings["network"], labels), archive.weights)
    return SchoolZoneVision(
        engine=engine_of(network, device, size=size),
        size=size,
        choice=Choice(labels, settings["least_score"], settings["overlap"], settings["most"]),
        doubt=[(score, wrong) for score, wrong in settings["doubt"]],
    )


def _are_frames(frames: np.ndarray[Any, Any]) -> bool:
    shape = frames.shape
    fits = len(shape) == 4 and shape[3] == 3 and min(shape) > 0
    return frames.dtype == np.uint8 and fits and shape[1] * shape[2] <= MOST_PIXELS
