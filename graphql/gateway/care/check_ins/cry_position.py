"""Where a phone says that it is, as it comes with a cry for help."""

from datetime import datetime

import strawberry

from domains.care.public import cases
from gateway.scalars import read_moment


@strawberry.input(
    description="Where your phone is. Leave out what it does not know: what cannot be believed is "
    "dropped, and the cry is heard all the same."
)
class CarePositionInput:
    lat: float | None = strawberry.field(default=None, description="WGS84 degrees.")
    lon: float | None = strawberry.field(default=None, description="WGS84 degrees.")
    accuracy_metres: float | None = strawberry.field(
        default=None, description="Radius of the circle the phone states; leave out when unknown."
    )
    at: str | None = strawberry.field(
        default=None,
        description="When it was measured, as a DateTime. A day old at most. A String, so that a "
        "phone that writes it wrongly is not refused its cry.",
    )


def reported(said: CarePositionInput) -> cases.ReportedPosition:
    """As it was said; the domain judges it."""
    return cases.ReportedPosition(
        lat=said.lat, lon=said.lon, accuracy_m=said.accuracy_metres, at=_moment(said.at)
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else read_moment(text)
    except (ValueError, OverflowError):
        return None
