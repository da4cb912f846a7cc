"""What the system said to a batch."""

from collections import Counter
from dataclasses import dataclass, field

import httpx
import orjson

from api.rest.ingest.answers import ACCEPTED, REFUSED


@dataclass(frozen=True, slots=True)
class Heeded:
    """The batch was dealt with: so many points taken, the rest refused by reason."""

    accepted: int
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Not now; the phone keeps its points."""

    after_s: float
    status: int


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Trying again cannot help."""

    status: int
    reason: str


Answer = Heeded | ComeBack | TurnedAway

LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
PATIENCE_S = 2.0


def hear_answer(response: httpx.Response) -> Answer:
    """Read the answer of any of the three entrances."""
    if response.status_code in LATER:
        return ComeBack(_retry_after(response), response.status_code)
    if not response.is_success:
        return TurnedAway(response.status_code, response.reason_phrase)
    if "graphql" in response.headers.get("content-type", "") or b'"data"' in response.content[:64]:
        return _hear_graphql(response)
    return Heeded(
        int(response.headers.get(ACCEPTED, "0")), _reasons(response.headers.get(REFUSED, ""))
    )


def _hear_graphql(response: httpx.Response) -> Answer:
    said = orjson.loads(response.content)
    if said.get("errors"):
        return TurnedAway(response.status_code, said["errors"][0].get("message", "an error"))
    result = said["data"]["reportPositions"]
    if "accepted" not in result:
        return TurnedAway(response.status_code, result["__typename"])
    return Heeded(result["accepted"], Counter(one["reason"].lower() for one in result["refused"]))


def _reasons(header: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    for part in header.split(","):
        reason, _, count = part.strip().partition("=")
        if count.isdigit():
            counted[reason] += int(count)
    return counted


def _retry_after(response: httpx.Response) -> float:
    stated = response.headers.get("retry-after", "")
    return float(stated) if stated.isdigit() else PATIENCE_S
