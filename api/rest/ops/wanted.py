"""Filters of dead letters, as an address or a form says them."""

from collections.abc import Mapping
from uuid import UUID

from notifications.public import Channel, Lane
from notifications.public import dead_letters as letters

LONGEST_REASON = 200


class BadWish(Exception):
    """It names no channel, lane, event or installation that there could be."""


def wanted_in(said: Mapping[str, str]) -> letters.Wanted:
    """Raises BadWish. An empty field asks for nothing; an empty reason is what `reason=-` says."""
    try:
        return letters.Wanted(
            reason=_reason(said.get("reason", "")),
            channel=Channel(said["channel"]) if said.get("channel") else None,
            lane=Lane[said["lane"].upper()] if said.get("lane") else None,
            event_id=UUID(said["event"]) if said.get("event") else None,
            device_id=UUID(said["device"]) if said.get("device") else None,
        )
    except (KeyError, ValueError) as strange:
        raise BadWish from strange


def _reason(said: str) -> str | None:
    if said == NO_REASON:
        return ""
    return said[:LONGEST_REASON] or None


NO_REASON = "-"


def query_of(wanted: letters.Wanted) -> dict[str, str]:
    """What `wanted_in` reads back."""
    said = {
        "reason": NO_REASON if wanted.reason == "" else wanted.reason,
        "channel": wanted.channel,
        "lane": None if wanted.lane is None else wanted.lane.category,
        "event": wanted.event_id,
        "device": wanted.device_id,
    }
    return {name: str(value) for name, value in said.items() if value is not None}


def key_in(said: Mapping[str, str]) -> letters.Key | None:
    """Behind which one to go on: `after=<event>.<device>`. Raises BadWish."""
    if not said.get("after"):
        return None
    event, _, device = said["after"].partition(".")
    try:
        return letters.Key(UUID(event), UUID(device))
    except ValueError as strange:
        raise BadWish from strange
