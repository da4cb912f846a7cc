"""Pictures of a street for the bench, drawn by rule: what they show is nobody, what they weigh is
what a camera's frame weighs."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw

from ml_serving.bench.calls import Call

WIDTH, HEIGHT = 1280, 720


def scenes(count: int, *, model: str, seed: int = 1) -> Sequence[Call]:
    """`count` different JPEGs of a camera's usual size."""
    dice = np.random.default_rng(seed)
    return [Call(model, _jpeg(_scene(dice)), "image/jpeg") for _ in range(count)]


def _scene(dice: np.random.Generator) -> Image.Image:
    """Sky over a road, houses, figures, and the noise of a sensor."""
    fall = np.linspace(200, 90, HEIGHT)[:, None, None]
    grain = dice.normal(0, 6, (HEIGHT, WIDTH, 3))
    image = Image.fromarray((fall + grain).clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        left = int(dice.integers(0, WIDTH))
        top = int(dice.integers(HEIGHT // 3, HEIGHT - 60))
        tall = int(dice.integers(30, 220))
        colour = tuple(int(c) for c in dice.integers(20, 230, 3))
        pen.rectangle((left, top, left + tall // 3, top + tall), fill=colour)
        pen.ellipse((left, top - tall // 4, left + tall // 4, top), fill=(220, 180, 150))
    return image


def _jpeg(image: Image.Image) -> bytes:
    body = BytesIO()
    image.save(body, "JPEG", quality=85)
    return body.getvalue()
