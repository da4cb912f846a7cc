"""The emulators' own word: what phones showed, and what 119 was told."""

from uuid import UUID

import httpx

from infra.chaos.care.house_clock import HouseClock
from infra.chaos.care.verdict import Notice

PATIENCE_S = 30


async def notices(url: str, clock: HouseClock) -> list[Notice]:
    """Every notification that any phone ever showed."""
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_S) as http:
        answer = (await http.get("/control/shown")).raise_for_status()
    return [
        Notice(
            token=one["token"],
            event_id=one["event_id"] or "",
            category=one["category"] or "",
            shown_times=one["shown_times"],
            alerts=one["alerts"],
            at=clock.when(one["first_shown_at"]),
        )
        for one in answer.json()["shown"]
    ]


async def dispatched(url: str) -> dict[UUID, int]:
    """How often 119 was told, by the event's id."""
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_S) as http:
        answer = (await http.get("/control/119")).raise_for_status()
    return {UUID(one["event"]["event_id"]): one["times"] for one in answer.json()}
