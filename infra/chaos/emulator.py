"""The witness: what the phones showed, and how the push service shall misbehave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from domains.identity.public import Platform


@dataclass(frozen=True, slots=True)
class Shown:
    """One notification in a phone's history. `at` is when it first showed, Unix seconds."""

    token: str
    event_id: str
    shown_times: int
    alerts: int
    at: float


class Emulator:
    """The push emulator's control API."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=30)

    def register(self, phones: Mapping[str, Platform]) -> None:
        for token, platform in phones.items():
            order = {"token": token, "platform": platform.value, "owner": token}
            self._http.post("/control/phones", json=order).raise_for_status()

    def behave(self, rule: Mapping[str, object]) -> None:
        self._http.post("/control/behaviour", json=dict(rule)).raise_for_status()

    def shown(self) -> list[Shown]:
        """Every notification that any phone ever showed."""
        answer = self._http.get("/control/shown").raise_for_status()
        return [_shown(notice) for notice in answer.json()["shown"]]

    def counts(self) -> dict[str, int]:
        answer = self._http.get("/control/counters").raise_for_status()
        counts: dict[str, int] = answer.json()["counts"]
        return counts


def _shown(notice: dict[str, Any]) -> Shown:
    return Shown(
        token=notice["token"],
        event_id=notice["event_id"] or "",
        shown_times=notice["shown_times"],
        alerts=notice["alerts"],
        at=notice["first_shown_at"],
    )
