"""A telephone calls the product: the provider asks it what to say, and tells it what was said."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import orjson

from notifications.emulator.telephones.exchange import Telephones
from notifications.emulator.telephones.replies import understood
from notifications.emulator.telephones.signatures import Keys, sign_report

HOOK = "calls"


def _new_id() -> str:
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


@dataclass
class CallIn:
    """One call of a telephone to the product. `slug` names it on the page."""

    number: str
    to: str
    attested: bool
    at: float
    id: str = field(
        default_factory=lambda: str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
    )
    slug: str = field(default_factory=lambda: secrets.token_hex(6))
    words: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] | None = None
    over: bool = False
    status: int = 0


class Switchboard:
    """Carries calls to the product, signed as reports are."""

    def __init__(self, telephones: Telephones, *, keys: Keys) -> None:
        self._telephones = telephones
        self._keys = keys
        self.calls: dict[str, CallIn] = {}

    async def ring(self, number: str, *, report_to: str, attested: bool) -> CallIn:
        """The product is told who calls, and says what to say."""
        to = report_to.rpartition("/")[0] + f"/{HOOK}"
        call = CallIn(number, to, attested, self._telephones.now())
        self.calls[call.slug] = call
        call.status, call.words = await self._post(call, {})
        return call

    async def end(self, call: CallIn, *, key: str | None, speech: str | None, asked: bool) -> None:
        """What was said, or (`asked` False) that the caller hung up before anything was asked."""
        call.said = understood(self._telephones, key=key, speech=speech) if asked else None
        call.over = True
        call.status, _ = await self._post(call, {"answer": call.said})

    async def _post(self, call: CallIn, more: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        at = datetime.fromtimestamp(call.at, UTC).isoformat()
        said = {"id": call.id, "from": call.number, "attested": call.attested, "at": at}
        body = orjson.dumps({"call": said, **more})
        headers = sign_report(call.to, body, keys=self._keys, now=self._telephones.now())
        timeout = aiohttp.ClientTimeout(total=5)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                http.post(call.to, data=body, headers=headers) as answer,
            ):
                heard = await answer.read()
                return answer.status, orjson.loads(heard) if answer.status == 200 else {}
        except (aiohttp.ClientError, TimeoutError):
            return 0, {}
