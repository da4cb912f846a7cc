"""What somebody asked of their data, and a breach of it."""

from uuid import UUID

from domains.governance.models import Breach, Case
from domains.governance.vocabulary import BreachState, Capacity, CaseKind, CaseState, Proof
from domains.kernel.clock import seoul_date
from domains.kernel.text import Locale
from tests.matrix.things.plot import YEARS, Plot, plants


@plants("RightsCase")
async def _case(plot: Plot) -> UUID:
    return await _asks(plot, CaseKind.ACCESS)


@plants("Draft")
async def _draft(plot: Plot) -> UUID:
    return await _asks(plot, CaseKind.ACCESS, CaseState.DRAFT)


@plants("Deletion")
async def _deletion(plot: Plot) -> UUID:
    return await _asks(plot, CaseKind.DELETION)


@plants("Suspension")
async def _suspension(plot: Plot) -> UUID:
    return await _asks(plot, CaseKind.SUSPENSION)


async def _asks(plot: Plot, kind: CaseKind, state: CaseState = CaseState.IN_PROGRESS) -> UUID:
    now = plot.clock.now()
    case = await Case.create(
        id=plot.ids.new(),
        kind=kind,
        state=state,
        subject_id=plot.person,
        applicant_id=plot.person,
        capacity=Capacity.SELF,
        proof=Proof.FRESH_SIGN_IN,
        locale=Locale.KO,
        opened_at=now,
        received_at=now,
        last_day=seoul_date(now + YEARS),
        due_at=now + YEARS,
        changed_at=now,
    )
    return case.id


@plants("Breach")
async def _breach(plot: Plot) -> UUID:
    now = plot.clock.now()
    breach = await Breach.create(
        id=plot.ids.new(),
        state=BreachState.OPEN,
        title="잃어버린 노트북",
        what_happened="잃어버림",
        data_concerned="이름",
        measures="원격 삭제",
        sensitive=False,
        from_outside=False,
        found_at=now,
        opened_by=plot.bystander,
        opened_at=now,
        due_at=now + YEARS,
    )
    return breach.id
