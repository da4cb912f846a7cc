"""119 was told where she was: it stands in the record of who used her place (위치정보법 §16②)."""

from uuid import UUID

import structlog

from domains.care.cases.describe_call import HAND_OVER
from domains.care.cases.open_position import is_provided
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

log = structlog.get_logger()


async def put_position_on_record(senior_id: UUID, *, clock: Clock, ids: Ids) -> None:
    """Within the caller's transaction, which holds no lock of care: it locks her consents, for
    which 119 waits at no time. What they did not take was no provision. A yes that she took back
    meanwhile has destroyed its record, and no new one begins."""
    if not await is_provided(HAND_OVER, senior_id, clock=clock, ids=ids):
        log.info("care.position_given_without_record", senior_id=str(senior_id))
