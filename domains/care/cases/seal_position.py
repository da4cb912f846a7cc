"""What her phone says of where it is, made ready before the transaction of her cry."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog

from domains.care.cases.position import ReportedPosition, believed, written
from domains.kernel import personal
from domains.kernel.clock import Clock
from domains.kernel.personal import KeysUnavailable

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SealedPosition:
    """Under her key; `at` is when it was measured."""

    sealed: bytes = field(repr=False)
    at: datetime


async def seal_position(
    senior_id: UUID, said: ReportedPosition, *, clock: Clock
) -> SealedPosition | None:
    """None where it cannot be believed, or nothing can be sealed now: her cry goes out without it,
    and raises nothing. A position is not kept open until the keys are back, as a cry is: where
    somebody was lies in the clear for nobody."""
    position = believed(said, now=clock.now())
    if position is None:
        log.warning("care.position_not_believed")
        return None
    try:
        return SealedPosition(await personal.seal(senior_id, written(position)), position.at)
    except KeysUnavailable:
        log.warning("care.position_not_sealed")
        return None
