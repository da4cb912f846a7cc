"""Where somebody cried for help, as those see it who look for her."""

from datetime import datetime

import strawberry

from domains.care.public import cases


@strawberry.type(
    description="Where her phone was when she cried for help. Show it while the case is open, and "
    "keep it no longer."
)
class CarePosition:
    lat: float = strawberry.field(description="WGS84 degrees.")
    lon: float = strawberry.field(description="WGS84 degrees.")
    accuracy_metres: float | None = strawberry.field(
        description="Radius of the circle; null where the phone said none."
    )
    at: datetime = strawberry.field(description="When it was measured: say how old it is.")


def position_type(position: cases.Position | None) -> CarePosition | None:
    if position is None:
        return None
    return CarePosition(
        lat=position.point.lat,
        lon=position.point.lon,
        accuracy_metres=position.accuracy_m,
        at=position.at,
    )
