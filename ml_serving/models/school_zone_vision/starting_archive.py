"""Manifest and golden cases of an archive whose weights came from elsewhere."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import orjson

from ml_serving.archive import pack
from ml_serving.contract import Archive, Device, GoldenCase, Manifest, Profile, Tensors
from ml_serving.models.school_zone_vision.drawn_street import street
from ml_serving.models.school_zone_vision.picture import Picture
from ml_serving.models.school_zone_vision.predict import load
from ml_serving.newest import newest_of

NAME: Final = "school-zone-vision"
REGISTER_ID: Final = "osan-ai-school-zone-vision"
_TOLERANCE = 2.5
"""Pixels of a drawn street of 480 x 360, and a share: one number for both. Half precision on one
processor and single on another differ by a pixel or two; a wrong weight, by a whole street."""

_FIRM = 0.15

PROFILE: Final[Mapping[str, Profile]] = {
    "brightness": Profile(mean=112.0, std=31.0, low=20.0, high=220.0),
    "contrast": Profile(mean=64.0, std=12.0, low=15.0, high=105.0),
    "megapixels": Profile(mean=0.28, std=0.06, low=0.02, high=16.8),
}
"""Of the development photographs: what the weights were trained on is not told by who did it."""


@dataclass(frozen=True, slots=True)
class Start:
    """What differs between one archive of this architecture and another."""

    version: str
    network: str
    labels: tuple[str, ...]
    width: int
    height: int
    overlap: float
    licence: str
    training_data: str
    description: str
    doubt: Sequence[tuple[float, float]] = ()
    measured: Mapping[str, float] = field(default_factory=dict)
    """The manifest's metrics, as `card.md` tells them; whoever trains further brings his own."""
    least_score: float = 0.05
    most: int = 100

    def manifest(self, metrics: Mapping[str, float] | None = None) -> Manifest:
        return Manifest(
            name=NAME,
            version=self.version,
            architecture=NAME,
            register_id=REGISTER_ID,
            licence=self.licence,
            training_data=self.training_data,
            units={"box": "pixels of the upright picture", "score": "0 to 1"},
            settings=self._settings(),
            metrics=self.measured if metrics is None else metrics,
            profile=PROFILE,
            description=self.description,
        )

    def _settings(self) -> dict[str, Any]:
        return {
            "network": self.network,
            "labels": list(self.labels),
            "width": self.width,
            "height": self.height,
            "least_score": self.least_score,
            "overlap": self.overlap,
            "most": self.most,
            "doubt": [list(point) for point in self.doubt],
            "preprocessing": "upright by EXIF, RGB, stretched to width x height (bilinear by area)",
        }


def newest(folder: Path) -> Path:
    """The archive of the highest version. Raises `FileNotFoundError` where there is none."""
    newest = newest_of([one.name for one in folder.glob("*.zip")], NAME)
    if newest is None:
        raise FileNotFoundError(f"no archive of {NAME} in {folder}")
    return folder / newest


def packed(
    start: Start, weights: Tensors, folder: Path, *, metrics: Mapping[str, float] | None = None
) -> Path:
    """Raises ValueError where the archive would be refused."""
    archive = Archive(start.manifest(metrics), weights, golden=(), sha256="")
    return pack(archive.manifest, weights, [_golden(archive)], folder)


def _golden(archive: Archive) -> GoldenCase:
    """What these weights say of the drawn street where they are packed, so that every other machine
    says the same. Faint detections are left out: whether one is told hangs on the last bit."""
    model = load(archive, Device())
    body = orjson.dumps({"image": b64encode(street()).decode(), "least_score": _FIRM})
    case = GoldenCase("drawn-street", body, "application/json", {}, _TOLERANCE)
    item = model.read(case.body, case.content_type)
    assert isinstance(item, Picture), item
    return replace(case, answer=model.predict([item])[0].answer)
