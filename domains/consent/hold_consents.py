"""Nobody decides about a person's consents while all of theirs is destroyed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domains.consent import standing
from domains.kernel.clock import Clock
from domains.kernel.subject_rights import Kept


async def hold_consents(person_id: UUID, _: datetime, *, clock: Clock) -> Sequence[Kept]:
    """The first `PersonEraser` of all, once its `clock` is bound: it destroys nothing.

    Who withdraws holds this row before anything of theirs is destroyed; an erasure that came to it
    last would wait for them in a circle.
    """
    await standing.lock(person_id, clock=clock)
    return []
