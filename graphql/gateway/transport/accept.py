"""Which of our media types a client's Accept header asks for (RFC 9110 §12.5.1)."""

from collections.abc import Sequence
from functools import lru_cache

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
EVENTS = "text/event-stream"
PAGE = "text/html"

ANSWERS = (JSON, GRAPHQL)
"""What a response may be. A wildcard takes the first, which every client can read."""


@lru_cache(maxsize=512)
def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered type that `accept` likes best; None when it likes none of them.

    A type that is named beats one that a wildcard covers; among named equals the newer
    `application/graphql-response+json` wins, because only its status codes tell the truth.
    No header at all means anything goes.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [_media_range(part) for part in accept.split(",") if part.strip()]
    ranked = [
        (*_liking(type_, ranges), type_ == GRAPHQL, -place, type_)
        for place, type_ in enumerate(offered)
    ]
    ranked = [
        (liked, exact, newer and exact == NAMED, place, type_)
        for liked, exact, newer, place, type_ in ranked
        if liked > 0
    ]
    return max(ranked)[-1] if ranked else None


NAMED = 2
"""How exactly a media range speaks: 2 for type/subtype, 1 for type/*, 0 for */*."""


def _media_range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return name, _quality(value.strip())
    return name, 1.0


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _liking(type_: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """The quality that the most exact matching range gives `type_`, and that exactness."""
    family = type_.split("/")[0] + "/*"
    for exactness, name in ((NAMED, type_), (1, family), (0, "*/*")):
        qualities = [quality for range_, quality in ranges if range_ == name]
        if qualities:
            return max(qualities), exactness
    return 0.0, 0
