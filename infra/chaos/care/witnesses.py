"""The emulators' own word: what phones showed, whom telephones rang, and what 119 was told."""

from datetime import UTC, datetime
from uuid import UUID

import httpx

from infra.chaos.care.ladder import Way
from infra.chaos.care.verdict import Notice, Ring

PATIENCE_S = 30
WAYS = {"message": Way.TEXT, "call": Way.CALL}


async def notices(url: str) -> list[Notice]:
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
            at=_moment(one["first_shown_at"]),
        )
        for one in answer.json()["shown"]
    ]


async def rings(url: str) -> list[Ring]:
    """Every text message and call that the provider took over."""
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_S) as http:
        answer = (await http.get("/control/telephones")).raise_for_status()
    return [
        Ring(
            way=WAYS[one["kind"]],
            event_id=str(one["asked"]["id"]).partition(":")[0],
            number=one["asked"]["to"],
            at=_moment(one["at"]),
        )
        for one in answer.json()["items"]
    ]


async def dispatched(url: str) -> dict[UUID, int]:
    """How often 119 was told, by the event's id."""
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_S) as http:
        answer = (await http.get("/control/119")).raise_for_status()
    return {UUID(one["event"]["event_id"]): one["times"] for one in answer.json()}


def _moment(unix_s: float) -> datetime:
    """The emulators live by the house's clock."""
    return datetime.fromtimestamp(unix_s, UTC)
