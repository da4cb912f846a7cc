"""The push service says that addresses are dead: nobody rings them again."""

from collections.abc import Sequence
from typing import assert_never

from domains.identity import public as identity
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.channel import Channel
from notifications.ports import Outgoing


async def forget_addresses(
    channel: Channel, outgoing: Sequence[Outgoing], *, clock: Clock, ids: Ids
) -> None:
    """Each channel has its own book of addresses."""
    match channel:
        case Channel.FCM | Channel.WEB_PUSH:
            tokens = [each.address for each in outgoing]
            await identity.forget_push_tokens(tokens, clock=clock, ids=ids)
        case Channel.SMS | Channel.VOICE:
            return
        case unreachable:
            assert_never(unreachable)
