"""`reportPositions`, as the product's own app words it."""

from collections.abc import Sequence

import orjson

from api.replay.speak import JSON, Speaker, Speech
from api.replay.track import TimedPoint
from domains.kernel.ids import Ids

DOCUMENT = """
mutation ReplayPositions($input: ReportPositionsInput!) {
  reportPositions(input: $input) {
    __typename
    ... on ReportPositionsSuccess { accepted refused { index reason } }
  }
}
"""


def as_graphql(token: str, ids: Ids) -> Speaker:
    """The signed-in app: `token` is an access token or the device's own credential."""
    headers = {
        "authorization": f"Bearer {token}",
        "content-type": JSON,
        "accept": "application/graphql-response+json",
    }

    def speak(points: Sequence[TimedPoint]) -> Speech:
        given = {
            "requestId": str(ids.new()),
            "positions": [_position(point) for point in points],
        }
        body = orjson.dumps({"query": DOCUMENT, "variables": {"input": given}})
        return Speech("POST", "/graphql", headers, body=body)

    return speak


def _position(point: TimedPoint) -> dict[str, object]:
    return {
        "at": point.at.isoformat(),
        "lat": point.lat,
        "lon": point.lon,
        "accuracyMetres": point.accuracy_m,
        "speedMetresPerSecond": point.speed_mps,
    }
