"""OwnTracks' JSON (owntracks.org/booklet/tech/json): which messages are positions.

Everything else the app posts (transition, waypoint(s), status, lwt, card, cmd, steps, dump,
beacon, request, encrypted, and what it may invent tomorrow) is heard and left alone: an error
would keep it at the head of the phone's queue for ever.
"""

from typing import Any

from api.rest.ingest.door import NOTHING_HEARD, Heard
from api.rest.ingest.read_values import epoch_seconds, measure, number, read_json
from domains.commute.public import Refusal, RefusedFix, ReportedFix

KMH = 1 / 3.6
"""`vel` is in km/h."""


def hear_owntracks(body: bytes) -> Heard:
    """The positions in one posted body: a message, or an array of messages.

    An empty body is what the app posts when a friend was deleted.
    """
    if not body.strip():
        return NOTHING_HEARD
    said = read_json(body)
    messages = said if isinstance(said, list) else [said]
    return _sort_out([_hear(order, message) for order, message in enumerate(messages)])


def _sort_out(heard: list[ReportedFix | RefusedFix | None]) -> Heard:
    return Heard(
        tuple(one for one in heard if isinstance(one, ReportedFix)),
        tuple(one for one in heard if isinstance(one, RefusedFix)),
    )


def _hear(order: int, message: Any) -> ReportedFix | RefusedFix | None:
    if not isinstance(message, dict) or "_type" not in message:
        return RefusedFix(order, Refusal.MALFORMED)
    if message["_type"] != "location":
        return None
    at = epoch_seconds(message.get("tst"))
    lat, lon = number(message.get("lat")), number(message.get("lon"))
    if at is None or lat is None or lon is None:
        return RefusedFix(order, Refusal.MALFORMED)
    speed_kmh = measure(message.get("vel"))
    return ReportedFix(
        order=order,
        at=at,
        lat=lat,
        lon=lon,
        accuracy_m=number(message.get("acc")),
        speed_mps=None if speed_kmh is None else speed_kmh * KMH,
    )
