"""Something was noticed at somebody's home: before anybody else, she is asked herself."""

from datetime import timedelta
from uuid import UUID

from domains.care.check_ins.ask import Question, put
from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.rings import rings
from domains.care.check_ins.settle import settle
from domains.care.check_ins.vocabulary import AskBy, CheckInState, Origin
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def companion_call(
    senior_id: UUID, *, case_id: UUID, within: timedelta, clock: Clock, ids: Ids
) -> UUID:
    """Her app and her telephone ring and ask how she is, and again every five minutes `within`
    the time that the case waits; the check-in's id.

    Within the caller's transaction. A clear "I'm fine" reaches the case as `sign_of_life`, anything
    else as a graver concern. What follows where she does not answer `within` that time is the
    case's own: no timer of ours tells anybody. Called again at the same moment it asks once.
    """
    now = clock.now()
    question = Question(
        senior_id=senior_id,
        origin=Origin.COMPANION,
        due_at=now,
        by=AskBy.CALL,
        answerable_until=now + within,
        home_answers=False,
        steps=rings(within),
        case_id=case_id,
    )
    return await put(question, clock=clock, ids=ids)


async def call_off_companion(case_id: UUID, *, clock: Clock, ids: Ids) -> int:
    """The case is in somebody's hands, or over: nobody is asked on. How many questions ended."""
    rows = await (
        CheckIn.select_for_update().filter(case_id=case_id, state=CheckInState.OPEN).order_by("id")
    )
    for row in rows:
        await settle(row, CheckInState.CALLED_OFF, clock=clock, ids=ids)
    return len(rows)
