"""`POST /phone-line/v1/messages` and `/calls`: what the product asks, and how it is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from notifications.emulator.telephones.exchange import Behaviour, Item, Stage, Telephones
from notifications.emulator.telephones.reports import Reporter
from notifications.emulator.telephones.signatures import Keys, Spoken, is_signed

SLOW_S = 2.0
WANTED = {
    "message": frozenset(
        {"id", "to", "from", "form", "charset", "text", "expires_at", "report_to"}
    ),
    "call": frozenset({"id", "to", "from", "language", "say", "repeat", "expires_at", "report_to"}),
}
REFUSALS = {
    Behaviour.REFUSE: (422, "spam_filter"),
    Behaviour.NO_SUCH_NUMBER: (404, "no_such_number"),
    Behaviour.UNAUTHORISED: (401, "account_suspended"),
    Behaviour.UNAVAILABLE: (503, "maintenance"),
}


class Provider:
    """The provider's front."""

    def __init__(
        self,
        telephones: Telephones,
        reporter: Reporter,
        *,
        keys: Keys,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._telephones = telephones
        self._reporter = reporter
        self._keys = keys
        self._sleep = sleep

    async def message(self, request: Request) -> Response:
        return await self._take(request, "message")

    async def call(self, request: Request) -> Response:
        return await self._take(request, "call")

    async def _take(self, request: Request, kind: str) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response(status_code=400)
        self._telephones.count("requests")
        spoken = Spoken(request.method, str(request.url), dict(request.headers))
        if not is_signed(spoken, body, keys=self._keys, now=self._telephones.now()):
            return _refuse(401, "bad_signature")
        asked = _read(body)
        if asked is None or not _is_whole(kind, asked):
            return _refuse(400, "malformed")
        return await self._behave(kind, asked)

    async def _behave(self, kind: str, asked: dict[str, Any]) -> Response:
        behaviour = self._telephones.behaviour()
        self._telephones.count(behaviour.value)
        if behaviour in REFUSALS:
            return _refuse(*REFUSALS[behaviour])
        if behaviour is Behaviour.QUOTA:
            return _refuse(429, "too_fast", {"Retry-After": "2"})
        if behaviour is Behaviour.SLOW:
            await self._sleep(SLOW_S)
        item = self._telephones.items.get(str(asked["id"]))
        if item is None:
            item = self._telephones.take(kind, asked, _stage(kind, behaviour))
            self._report(item, late=behaviour is Behaviour.LATE_REPORTS)
        if behaviour is Behaviour.LOST_RESPONSE:
            return _refuse(502, "gateway")
        return Response(
            orjson.dumps({"id": item.slug}), status_code=202, media_type="application/json"
        )

    def _report(self, item: Item, *, late: bool) -> None:
        """Written messages are reported at once; a call when something happens to it."""
        if item.stage is not Stage.RINGING:
            self._reporter.tell(item, late=late)


def _stage(kind: str, behaviour: Behaviour) -> Stage:
    if behaviour is Behaviour.LOSE:
        return Stage.LOST
    if kind == "message":
        return Stage.DELIVERED
    return Stage.NO_ANSWER if behaviour is Behaviour.NO_ANSWER else Stage.RINGING


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        asked = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return asked if isinstance(asked, dict) else None


def _is_whole(kind: str, asked: dict[str, Any]) -> bool:
    """A call is confirmed or asks a question: one of the two."""
    ends = kind != "call" or ("confirm" in asked) != ("question" in asked)
    return ends and asked.keys() >= WANTED[kind]


def _refuse(status: int, reason: str, headers: dict[str, str] | None = None) -> Response:
    body = orjson.dumps({"reason": reason})
    return Response(body, status, headers, media_type="application/json")
