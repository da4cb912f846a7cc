"""Requests as they go over the wire, made before anything is timed."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import orjson

from domains.identity.public import DeviceCredential
from infra.benchmarks.swing import Point

OWNTRACKS = "/ingest/owntracks"
GRAPHQL = "/graphql"

REPORT = """
mutation ReportPositions($input: ReportPositionsInput!) {
  reportPositions(input: $input) {
    ... on ReportPositionsSuccess { accepted refused { index reason } }
  }
}
"""


def owntracks(child: UUID, tracker: DeviceCredential, points: Sequence[Point]) -> bytes:
    """One message, or an array as a phone sends that was offline.

    `X-Limit-U` and `X-Limit-D` name child and device, as the app repeats names it was given;
    the product ignores them, and the yardstick knows from them whose row to write.
    """
    messages = [_location(point) for point in points]
    said = orjson.dumps(messages[0] if len(messages) == 1 else messages)
    pair = base64.b64encode(f"{tracker.device_id}:{tracker.secret}".encode()).decode()
    names = {"x-limit-u": str(child), "x-limit-d": str(tracker.device_id)}
    return _post(OWNTRACKS, said, {"authorization": f"Basic {pair}", **names})


def report_positions(token: str, request_id: UUID, points: Sequence[Point]) -> bytes:
    """One `reportPositions` mutation."""
    said = {
        "query": REPORT,
        "operationName": "ReportPositions",
        "variables": {
            "input": {
                "requestId": str(request_id),
                "positions": [_position(point) for point in points],
            }
        },
    }
    headers = {"authorization": f"Bearer {token}", "accept": "application/graphql-response+json"}
    return _post(GRAPHQL, orjson.dumps(said), headers)


def _location(point: Point) -> dict[str, object]:
    """As the app for Android words it."""
    return {
        "_type": "location",
        "acc": point.accuracy_m,
        "alt": 62,
        "batt": 84,
        "bs": 1,
        "conn": "m",
        "created_at": point.at + 1,
        "lat": point.lat,
        "lon": point.lon,
        "m": 1,
        "t": "u",
        "tid": "mi",
        "tst": point.at,
        "vac": 3,
        "vel": 5,
    }


def _position(point: Point) -> dict[str, object]:
    return {
        "at": datetime.fromtimestamp(point.at, UTC).isoformat().replace("+00:00", "Z"),
        "lat": point.lat,
        "lon": point.lon,
        "accuracyMetres": point.accuracy_m,
    }


def _post(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "host: bench",
        "content-type: application/json",
        f"content-length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
