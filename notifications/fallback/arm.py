"""Start the chain of each person whom a telephone could reach, should the push stay unseen."""

from collections.abc import Mapping, Sequence
from typing import Final

from domains.identity.public import contacts
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.audience import Addressee
from notifications.channel import Channel
from notifications.fallback.policy import Chains, first_look
from notifications.gate import Hold, Spoken
from notifications.notification import Notification

WAY_OF: Final[Mapping[contacts.LineKind, Channel]] = {
    contacts.LineKind.SMS: Channel.SMS,
    contacts.LineKind.VOICE: Channel.VOICE,
}

Armed = tuple[Addressee, Spoken, list[str]]


async def arm(
    notification: Notification,
    told: Sequence[tuple[Addressee, Spoken]],
    *,
    chains: Chains,
    clock: Clock,
    ids: Ids,
) -> int:
    """In the transaction of the deliveries, after them; how many chains were started.

    Nobody without a telephone gets a row, and whoever has no phone to ring is due at once.
    """
    steps = [step.way for step in chains.of(notification.category)]
    if not steps:
        return 0
    armed = await _with_ways(steps, told)
    if not armed:
        return 0
    now, category = clock.now(), notification.category
    starts = [verdict.until if isinstance(verdict, Hold) else now for _, verdict, _ in armed]
    wait = first_look(category, chains)
    return [each for each in armed if each[2]]


def _ways(steps: Sequence[Channel], lines: set[Channel], verdict: Spoken) -> list[str]:
    return [way.value for way in steps if way in lines and way in verdict.channels]
