"""What an operator typed, as values."""

import typer

from api.seed.osan_schools import school_named
from domains.kernel.geo import LatLon


def read_speed(text: str) -> float | None:
    """How many times as fast as walked; None for "max"."""
    if text == "max":
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed < float("inf"):
        raise typer.BadParameter(f"a speed is a number above zero or 'max', not {text!r}")
    return speed


def read_place(text: str | None) -> LatLon | None:
    """A point typed as "37.15,127.07" or as the name of one of Osan's schools."""
    if text is None:
        return None
    lat, _, lon = text.partition(",")
    try:
        return LatLon(float(lat), float(lon)) if lon else school_named(text).point
    except (ValueError, KeyError):
        raise typer.BadParameter(f"neither 'lat,lon' nor a school of Osan: {text!r}") from None
