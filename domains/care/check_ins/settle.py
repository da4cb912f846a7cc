"""A check-in is over: nothing follows any more, and the question goes from the phones."""

from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.timers import FOLLOW
from domains.care.check_ins.vocabulary import CheckInState, Way
from domains.care.events import CheckInSettled
from domains.kernel import outbox
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import cancel_timer


async def settle(
    row: CheckIn, state: CheckInState, *, clock: Clock, ids: Ids, way: Way | None = None
) -> None:
    """Of a locked row, within the caller's transaction."""
    row.state, row.settled_at = state, clock.now()
    if way is not None:
        row.way = way
    await row.save(update_fields=["state", "settled_at", "way"])
    await cancel_timer(FOLLOW, row.id)
    settled = CheckInSettled(
        check_in_id=row.id, senior_id=row.senior_id, state=state, way=way, at=row.settled_at
    )
    await outbox.record(settled, clock=clock, ids=ids)
