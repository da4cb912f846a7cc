"""What the gate says of each profile, as columns that a statement joins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, LiteralString, assert_never

from notifications.channel import Channel
from notifications.gate import Allow, Content, Deny, Hold, Reason, Receiver, Verdict, decide

VERDICTS: Final[LiteralString] = """
    SELECT * FROM unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::bool[],
                         $8::bool[], $9::bool[])
        AS verdicts (profile, verdict, reason, held_until, listed, fcm, web)"""
"""$3 to $9 of a page's statement."""


def verdict_columns(
    content: Content, receivers: Mapping[str, Receiver], *, now: datetime
) -> tuple[object, ...]:
    """The columns of VERDICTS for the moment `now`, a row a profile."""
    verdicts = [decide(content, receiver, now) for receiver in receivers.values()]
    return (
        list(receivers),
        [word_of(verdict) for verdict in verdicts],
        [verdict.reason.value for verdict in verdicts],
        [verdict.until if isinstance(verdict, Hold) else None for verdict in verdicts],
        [not isinstance(verdict, Hold) or verdict.is_listed for verdict in verdicts],
        [rings(verdict, Channel.FCM) for verdict in verdicts],
        [rings(verdict, Channel.WEB_PUSH) for verdict in verdicts],
    )


def word_of(verdict: Verdict) -> str:
    """As decisions and tallies keep it."""
    match verdict:
        case Allow():
            return "allow"
        case Hold():
            return "hold"
        case Deny():
            return "deny"
        case unreachable:
            assert_never(unreachable)


def rings(verdict: Verdict, channel: Channel) -> bool:
    """Whether a delivery by this channel is due, now or at the end of a hold."""
    match verdict:
        case Deny() | Hold(reason=Reason.DIGEST):
            return False
        case Allow(channels=channels) | Hold(channels=channels):
            return channel in channels
        case unreachable:
            assert_never(unreachable)
