"""`/control/*` for programs that count: what a bench or a storm judges by. JSON, or lines."""

from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from notifications.emulator.control import BadOrder, answer, guarded, object_of
from notifications.emulator.exchange import Exchange
from notifications.emulator.tally import EventTally, Mark

WINDOW_S = 60.0


def count_routes(exchange: Exchange) -> list[BaseRoute]:
    """The routes over this exchange."""
    counts = Counts(exchange)
    return [
        Route("/control/tally", guarded(counts.tally), methods=["GET"]),
        Route("/control/tally/tokens", guarded(counts.tokens), methods=["GET"]),
        Route("/control/dead", guarded(counts.dead), methods=["GET"]),
        Route("/control/arrivals", guarded(counts.arrivals), methods=["GET"]),
        Route("/control/wire", guarded(counts.wire), methods=["GET"]),
        Route("/control/wire", guarded(counts.order_wire), methods=["POST"]),
    ]


class Counts:
    """The handlers, one a question."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def tally(self, request: Request) -> Response:
        """How many phones showed each event once, more often, or not; `?event_id=` narrows."""
        named = request.query_params.getlist("event_id") or list(self._exchange.tally.events)
        found = {name: self._exchange.tally.events.get(name) for name in named}
        return answer({"events": [_dump(name, event) for name, event in found.items() if event]})

    async def tokens(self, request: Request) -> Response:
        """`token count` a line: each phone that the event met, and how often it showed it."""
        event_id = request.query_params.get("event_id", "")
        mark = _mark(request.query_params.get("of", Mark.SHOWN.name))
        lines = (
            f"{token} {count}\n" for token, count in self._exchange.tally.tokens(event_id, mark)
        )
        return PlainTextResponse("".join(lines))

    async def dead(self, request: Request) -> Response:  # noqa: ARG002
        """A line for each token whose app is gone."""
        return PlainTextResponse("".join(f"{token}\n" for token in sorted(self._exchange.dead)))

    async def arrivals(self, request: Request) -> Response:
        """The most sends within any `?window_s=`, and sends by tenth of a second."""
        window_s = float(request.query_params.get("window_s", WINDOW_S))
        most, began_at = self._exchange.arrivals.most_within(window_s)
        told: dict[str, Any] = {
            "total": self._exchange.arrivals.total,
            "window_s": window_s,
            "most": most,
            "began_at": began_at,
        }
        if request.query_params.get("buckets"):
            told["buckets"] = sorted(self._exchange.arrivals.buckets.items())
        return answer(told)

    async def wire(self, request: Request) -> Response:  # noqa: ARG002
        wire = self._exchange.wire
        return answer(
            {
                "latency_s": wire.latency_s,
                "max_connections_per_client": wire.max_connections_per_client,
                "open": sum(wire.open.values()),
                "clients": len(wire.open),
                "most_open_of_a_client": wire.most_open,
                "refused": wire.refused,
            }
        )

    async def order_wire(self, request: Request) -> Response:
        order = await object_of(request)
        wire = self._exchange.wire
        wire.latency_s = max(0.0, float(order.get("latency_s", wire.latency_s)))
        limit = order.get("max_connections_per_client", wire.max_connections_per_client)
        wire.max_connections_per_client = None if limit is None else max(1, int(limit))
        return await self.wire(request)


def _mark(name: str) -> Mark:
    try:
        return Mark[name.upper()]
    except KeyError as unknown:
        raise BadOrder(f"of: {name!r} is none of {[mark.name for mark in Mark]}") from unknown


def _dump(event_id: str, event: EventTally) -> dict[str, Any]:
    shown, accepted = event.how_many(Mark.SHOWN), event.how_many(Mark.ACCEPTED)
    unseen = sum(1 for _, count in event.numbers(Mark.SHOWN) if count == 0)
    return {
        "event_id": event_id,
        "attempts": event.attempts,
        "first_at": event.first_at,
        "last_at": event.last_at,
        "accepted": accepted,
        "shown": {**shown, "none": unseen},
        "again": event.how_many(Mark.AGAIN),
    }
