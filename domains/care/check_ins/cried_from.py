"""From where somebody cries for help: hers to be found by, and nothing else that she says."""

from domains.care.cases.keep_position import AgreedPosition, agreed_position
from domains.care.cases.seal_position import SealedPosition
from domains.care.check_ins.vocabulary import Meaning
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock


async def cried_from(
    actor: Actor, meaning: Meaning, position: SealedPosition | None, *, clock: Clock
) -> AgreedPosition | None:
    """First in the transaction, as it asks her consents. Where she is while she is fine, or wants
    to be called, is nobody's business, whatever a phone sends."""
    if meaning is not Meaning.HELP:
        return None
    return await agreed_position(actor, position, clock=clock)
