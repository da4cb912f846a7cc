"""Her care ends while a case of hers is open: it is over, and all who were asked hear no more."""

from uuid import UUID

from domains.care.cases.end_case import end_case
from domains.care.cases.open_case import open_case_of
from domains.care.cases.vocabulary import CaseEnd
from domains.care.hold_all_of import hold_all_of
from domains.consent.public import Purpose
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def call_off(senior_id: UUID, purpose: Purpose, *, clock: Clock, ids: Ids) -> None:
    """A `consent.Farewell`, and the first thing of a person's erasure.

    The erasers of the same transaction take the case's rows; its event outlives them, and takes
    back what is on phones. 119 is not told: whom it set out for may need it all the same.
    """
    if purpose is not Purpose.CARE_CHECK_INS:
        return
    await hold_all_of(senior_id)
    case = await open_case_of(senior_id)
    if case is not None:
        await end_case(case, CaseEnd.LEFT, clock=clock, ids=ids)
