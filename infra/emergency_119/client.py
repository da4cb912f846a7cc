"""The adapter: one POST an event and one an end, and whatever goes wrong is an answer."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx

from domains.care.ports import (
    EmergencyEnding,
    EmergencyEvent,
    EmergencyService,
    NotTaken,
    TakenBy119,
)
from domains.kernel.clock import Clock
from infra.emergency_119.wording import body_of, ending_of
from infra.setting_sections import EmergencySettings

LONGEST_REFERENCE: Final = 60


class Nobody119:
    """A house without a link to 119: people telephone."""

    async def tell(self, _: EmergencyEvent, /) -> TakenBy119 | NotTaken:
        return NotTaken.SWITCHED_OFF

    async def end(self, _: EmergencyEnding, /) -> TakenBy119 | NotTaken:
        return NotTaken.SWITCHED_OFF


class Emergency119:
    """Speaks README.md."""

    def __init__(self, http: httpx.AsyncClient, *, clock: Clock) -> None:
        self._http = http
        self._clock = clock

    async def tell(self, event: EmergencyEvent, /) -> TakenBy119 | NotTaken:
        return await self._post("/v1/events", body_of(event, sent_at=self._clock.now()))

    async def end(self, ending: EmergencyEnding, /) -> TakenBy119 | NotTaken:
        body = ending_of(ending, sent_at=self._clock.now())
        return await self._post(f"/v1/events/{ending.call_id}/ending", body)

    async def _post(self, path: str, body: Mapping[str, Any]) -> TakenBy119 | NotTaken:
        try:
            answer = await self._http.post(path, json=body)
        except httpx.TimeoutException:
            return NotTaken.TOO_LATE
        except httpx.HTTPError:
            return NotTaken.UNREACHABLE
        return _read(answer)


def _read(answer: httpx.Response) -> TakenBy119 | NotTaken:
    if answer.status_code != httpx.codes.ACCEPTED:
        return NotTaken.REFUSED if answer.is_client_error else NotTaken.UNREACHABLE
    try:
        reference = answer.json()["reference"]
    except (ValueError, KeyError, TypeError):
        return NotTaken.GARBLED
    if not isinstance(reference, str) or not 0 < len(reference) <= LONGEST_REFERENCE:
        return NotTaken.GARBLED
    return TakenBy119(reference)


@asynccontextmanager
async def open_emergency_119(
    settings: EmergencySettings, *, clock: Clock
) -> AsyncIterator[EmergencyService]:
    """The link that the settings name, or none."""
    if settings.base_url is None:
        yield Nobody119()
        return
    token = settings.token.get_secret_value() if settings.token else ""
    async with httpx.AsyncClient(
        base_url=settings.base_url,
        headers={"authorization": f"Bearer {token}"},
        timeout=settings.timeout_s,
        follow_redirects=False,
        trust_env=False,
    ) as http:
        yield Emergency119(http, clock=clock)
