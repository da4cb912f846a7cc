"""Night, rain and small children, simulated on photographs that were taken by day.

They say in which direction a detector fails, not how far: a dark photograph is not a night. Each is
a pure function of the photograph and a seeded generator; the truth moves along where things move.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from ml_serving.models.school_zone_vision.pixels import Pixels

_FULL_WELL = 60.0
"""Photons at white on a dark night: shot noise is a quarter at a tenth of the light."""

_CHILD = 0.6
"""Height of a seven-year-old's part of an adult's place in the picture (1.2 m, farther off)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What is done to the pixels, and how far boxes shrink toward the upper left corner."""

    change: Callable[[Pixels, np.random.Generator], Pixels]
    scale: float = 1.0


def as_it_is(frame: Pixels, chance: np.random.Generator) -> Pixels:
    """The photograph."""
    del chance
    return frame


def night(frame: Pixels, chance: np.random.Generator) -> Pixels:
    """An eighth of the light, yellow, with shot noise, read noise, and the camera's gain."""
    light = (frame / 255.0) ** 2.2 / 8 * np.array([1.0, 0.85, 0.55])
    counted = chance.poisson(light * _FULL_WELL * 8) / (_FULL_WELL * 8)
    read = counted + chance.normal(0.0, 0.004, counted.shape)
    return _bytes(255 * np.clip(read * 2.5, 0, 1) ** (1 / 2.2))


def rain(frame: Pixels, chance: np.random.Generator) -> Pixels:
    """Grey haze, drops that smear along their fall, and a wet, soft lens."""
    height, width = frame.shape[:2]
    drops = (chance.random((height, width)) > 0.995).astype(np.float64)
    length = max(height // 25, 5)
    fallen = sum(np.roll(drops, (step, step // 4), axis=(0, 1)) for step in range(length))
    soft = Image.fromarray(frame).filter(ImageFilter.GaussianBlur(max(width, height) / 500))
    hazy = 0.7 * np.asarray(soft, np.float64) + 0.3 * 170.0
    return _bytes(hazy + np.clip(fallen, 0, 1)[..., None] * 60.0)


def small_children(frame: Pixels, chance: np.random.Generator) -> Pixels:
    """Everybody at six tenths of the size: the photograph shrunk into a grey frame of its size."""
    del chance
    height, width = frame.shape[:2]
    size = (round(width * _CHILD), round(height * _CHILD))
    made = np.full_like(frame, 114)
    made[: size[1], : size[0]] = np.asarray(
        Image.fromarray(frame).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    )
    return made


CONDITIONS: Final[Mapping[str, Condition]] = {
    "as photographed": Condition(as_it_is),
    "night": Condition(night),
    "rain": Condition(rain),
    "small children": Condition(small_children, scale=_CHILD),
}


def _bytes(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Pixels:
    return np.clip(values, 0, 255).round().astype(np.uint8)
