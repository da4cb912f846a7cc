"""A street drawn by code, with people in it: the input of the golden cases.

No photograph may travel with this project, and a drawn one has nobody's face.
"""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

_SIZE = (480, 360)
_SKY, _WALL, _ROAD = (168, 190, 214), (176, 158, 140), (96, 97, 102)
_SKIN, _HAIR = (214, 170, 140), (46, 36, 30)
_PEOPLE = (
    (120, 330, 190, (150, 42, 50), (44, 52, 84)),
    (262, 318, 150, (42, 96, 70), (70, 64, 58)),
    (382, 342, 232, (66, 92, 158), (36, 36, 40)),
)
"""Middle, feet, height (pixels), coat, trousers."""


def street() -> bytes:
    """A PNG, the same on every day."""
    image = Image.new("RGB", _SIZE, _SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 70, 480, 230), fill=_WALL)
    for left in range(20, 480, 90):
        draw.rectangle((left, 100, left + 46, 160), fill=(92, 108, 128))
    draw.rectangle((0, 230, 480, 360), fill=_ROAD)
    for person in _PEOPLE:
        _draw_person(draw, *person)
    encoded = BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.0)).save(encoded, "PNG")
    return encoded.getvalue()


def _draw_person(
    draw: ImageDraw.ImageDraw,
    middle: int,
    feet: int,
    height: int,
    coat: tuple[int, int, int],
    trousers: tuple[int, int, int],
) -> None:
    """By the canon: a head is an eighth of the height, the crotch at half of it."""
    head = height / 8
    top = feet - height

    def oval(x: float, y: float, wide: float, high: float, fill: tuple[int, int, int]) -> None:
        draw.ellipse((x - wide, y - high, x + wide, y + high), fill=fill)

    for side in (-1, 1):
        draw.polygon(
            [
                (middle + side * head * 0.1, feet - height * 0.5),
                (middle + side * head * 0.95, feet - height * 0.5),
                (middle + side * head * 0.85, feet - head * 0.2),
                (middle + side * head * 0.35, feet - head * 0.2),
            ],
            fill=trousers,
        )
        oval(middle + side * head * 0.7, feet - head * 0.15, head * 0.5, head * 0.2, _HAIR)
        oval(middle + side * head * 1.25, top + height * 0.34, head * 0.32, height * 0.17, coat)
        oval(middle + side * head * 1.3, top + height * 0.52, head * 0.24, head * 0.28, _SKIN)
    oval(middle, top + height * 0.33, head * 1.1, height * 0.2, coat)
    draw.rectangle(
        (middle - head, top + height * 0.3, middle + head, top + height * 0.52), fill=coat
    )
    oval(middle, top + head * 0.55, head * 0.48, head * 0.55, _HAIR)
    oval(middle, top + head * 0.68, head * 0.4, head * 0.45, _SKIN)
