"""The telephones of a run, at the emulator of a telephone provider."""

import asyncio

import httpx

from infra.chaos.care.house_clock import HouseClock
from infra.chaos.care.log import Span

PATIENCE_S, LOOK_EVERY_S = 60.0, 0.1


class NeverRang(Exception):
    """Somebody who had to be called was not."""


class Telephones:
    """Somebody's ears and fingers. The provider is a witness: nobody kills it."""

    def __init__(self, url: str, clock: HouseClock) -> None:
        self._url, self._clock = url, clock

    async def ringing(self, number: str) -> str:
        """The call that rings there, by the provider's name for it. Raises NeverRang."""
        give_up = asyncio.get_running_loop().time() + PATIENCE_S
        async with httpx.AsyncClient(base_url=self._url, timeout=PATIENCE_S) as http:
            while asyncio.get_running_loop().time() < give_up:
                items = (await http.get("/control/telephones")).raise_for_status().json()["items"]
                for item in items:
                    if item["asked"]["to"] == number and item["stage"] == "ringing":
                        return str(item["slug"])
                await asyncio.sleep(LOOK_EVERY_S)
        raise NeverRang(number)

    async def press(self, slug: str, key: str) -> Span:
        """Until the provider has reported it, or has given up doing so."""
        since = self._clock.now()
        async with httpx.AsyncClient(base_url=self._url, timeout=PATIENCE_S) as http:
            path = f"/control/telephones/{slug}/reply"
            (await http.post(path, json={"key": key})).raise_for_status()
            (await http.get("/control/telephones/settled")).raise_for_status()
        return Span(since, self._clock.now())
