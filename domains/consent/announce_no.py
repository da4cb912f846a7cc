"""What others hear when somebody's word ended a purpose, whichever way the word came."""

from uuid import UUID

from domains.consent import advertising
from domains.consent.catalogue import Purpose
from domains.consent.events import ConsentWithdrawn
from domains.kernel import outbox
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def announce_no(subject_id: UUID, purpose: Purpose, *, clock: Clock, ids: Ids) -> None:
    """Say that a purpose ended by somebody's word."""
    await outbox.record(ConsentWithdrawn(subject_id, purpose), clock=clock, ids=ids)
    await advertising.announce_result(subject_id, purpose, granted=False, clock=clock, ids=ids)
