"""Which dead letters somebody asks for, as they typed it."""

from uuid import UUID

import typer

from notifications.public import Channel, Lane
from notifications.public import dead_letters as letters


def wanted_of(
    *,
    reason: str | None,
    channel: str | None,
    lane: str | None,
    event: UUID | None,
    device: UUID | None = None,
) -> letters.Wanted:
    """Raises BadParameter for a lane or channel that there is not."""
    return letters.Wanted(
        reason="" if reason == "-" else reason,
        channel=None if channel is None else _channel(channel),
        lane=None if lane is None else _lane(lane),
        event_id=event,
        device_id=device,
    )


def _channel(typed: str) -> Channel:
    if typed not in set(Channel):
        raise typer.BadParameter(f"there is no channel {typed}", param_hint="--channel")
    return Channel(typed)


def _lane(typed: str) -> Lane:
    if typed.upper() not in Lane.__members__:
        raise typer.BadParameter(f"there is no lane {typed}", param_hint="--lane")
    return Lane[typed.upper()]
