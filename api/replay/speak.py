"""How each kind of tracker phone words a batch of points."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from api.replay.track import TimedPoint
from domains.identity.public import DeviceCredential

KNOT = 1852 / 3600
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Speech:
    """An HTTP request, ready to be sent and sent again."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] | None = None
    body: bytes | None = None


Speaker = Callable[[Sequence[TimedPoint]], Speech]


def as_owntracks(credential: DeviceCredential) -> Speaker:
    """OwnTracks in HTTP mode: a message, or an array of them."""
    pair = f"{credential.device_id}:{credential.secret}".encode()
    headers = {
        "authorization": f"Basic {base64.b64encode(pair).decode()}",
        "content-type": JSON,
        "x-limit-u": str(credential.device_id),
        "x-limit-d": "replay",
    }

    def speak(points: Sequence[TimedPoint]) -> Speech:
        messages = [_owntracks_message(point) for point in points]
        body = orjson.dumps(messages[0] if len(messages) == 1 else messages)
        return Speech("POST", "/ingest/owntracks", headers, body=body)

    return speak


def as_osmand(credential: DeviceCredential) -> Speaker:
    """Traccar Client: one point as its old versions send it, several as its new ones do."""

    def speak(points: Sequence[TimedPoint]) -> Speech:
        if len(points) == 1:
            query = {"id": credential.identifier, **_osmand_query(points[0])}
            return Speech("GET", "/ingest/osmand", query=query)
        said = {
            "device_id": credential.identifier,
            "location": [_traccar_location(point) for point in points],
        }
        headers = {"content-type": JSON}
        return Speech("POST", "/ingest/osmand", headers, body=orjson.dumps(said))

    return speak


def _owntracks_message(point: TimedPoint) -> dict[str, object]:
    message: dict[str, object] = {
        "_type": "location",
        "tid": "re",
        "t": "u",
        "lat": point.lat,
        "lon": point.lon,
        "tst": int(point.at.timestamp()),
    }
    if point.accuracy_m is not None:
        message["acc"] = round(point.accuracy_m)
    if point.speed_mps is not None:
        message["vel"] = round(point.speed_mps * 3.6)
    return message


def _osmand_query(point: TimedPoint) -> dict[str, str]:
    query = {
        "lat": f"{point.lat:.7f}",
        "lon": f"{point.lon:.7f}",
        "timestamp": str(int(point.at.timestamp())),
    }
    if point.accuracy_m is not None:
        query["accuracy"] = f"{point.accuracy_m:.1f}"
    if point.speed_mps is not None:
        query["speed"] = f"{point.speed_mps / KNOT:.2f}"
    return query


def _traccar_location(point: TimedPoint) -> dict[str, object]:
    return {
        "timestamp": point.at.isoformat(),
        "coords": {
            "latitude": point.lat,
            "longitude": point.lon,
            "accuracy": point.accuracy_m or 0,
            "speed": -1 if point.speed_mps is None else point.speed_mps,
        },
        "event": "replay",
    }
