"""Traccar Client 9 and later (traccar.org/osmand): points as JSON of its location library."""

from typing import Any

from api.rest.ingest.door import NOTHING_HEARD, Heard
from api.rest.ingest.read_values import measure, moment, number
from domains.commute.public import Refusal, RefusedFix, ReportedFix


def hear_traccar(said: dict[str, Any]) -> Heard:
    """The points of a posted object: `location` is one, or an array of them."""
    location = said.get("location")
    if location is None:
        return NOTHING_HEARD
    points = location if isinstance(location, list) else [location]
    heard = [_hear(order, point) for order, point in enumerate(points)]
    return Heard(
        tuple(one for one in heard if isinstance(one, ReportedFix)),
        tuple(one for one in heard if isinstance(one, RefusedFix)),
    )


def _hear(order: int, point: Any) -> ReportedFix | RefusedFix:
    coords = point.get("coords") if isinstance(point, dict) else None
    if not isinstance(coords, dict):
        return RefusedFix(order, Refusal.MALFORMED)
    at = moment(point.get("timestamp"))
    lat, lon = number(coords.get("latitude")), number(coords.get("longitude"))
    if at is None or lat is None or lon is None:
        return RefusedFix(order, Refusal.MALFORMED)
    return ReportedFix(
        order=order,
        at=at,
        lat=lat,
        lon=lon,
        accuracy_m=number(coords.get("accuracy")),
        speed_mps=measure(coords.get("speed")),
    )
