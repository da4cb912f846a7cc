"""What somebody asks the desk for, in their own words."""

from dataclasses import dataclass, field
from uuid import UUID

from domains.governance.change import Change, seal_change
from domains.governance.models import Case
from domains.governance.vocabulary import Capacity, CaseKind, CaseState
from domains.kernel import personal
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.resident_numbers import holds_resident_number
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Wish:
    """Which right; `request` in the applicant's own words, `change` for a correction."""

    kind: CaseKind
    request: str = field(default="", repr=False)
    change: Change | None = None

    @property
    def shows_resident_number(self) -> bool:
        change = self.change
        cells = [self.request, *([change.value, change.evidence] if change else [])]
        return holds_resident_number(cells)


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose data, who asks, and as whom."""

    subject_id: UUID
    applicant_id: UUID
    capacity: Capacity


async def new_case(parties: Parties, wish: Wish, *, locale: Locale, clock: Clock, ids: Ids) -> Case:
    """A draft that is not saved yet."""
    case = Case(
        id=ids.new(),
        kind=wish.kind,
        state=CaseState.DRAFT,
        subject_id=parties.subject_id,
        applicant_id=parties.applicant_id,
        capacity=parties.capacity,
        locale=locale,
        opened_at=clock.now(),
        changed_at=clock.now(),
    )
    await set_wish(case, wish)
    return case


async def set_wish(case: Case, wish: Wish) -> None:
    """Sealed under the subject's key, whoever wrote it: it goes when the subject goes."""
    case.kind = wish.kind
    case.request = await personal.seal(case.subject_id, wish.request) if wish.request else None
    case.change = await seal_change(case.subject_id, wish.change)
