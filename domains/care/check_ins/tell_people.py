"""What people hear of an answer, or of its absence: all that check-ins say to cases."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from domains.care.cases.concern import Concern, Signal
from domains.care.cases.keep_position import AgreedPosition, keep_position
from domains.care.cases.raise_concern import raise_concern
from domains.care.cases.sign_of_life import sign_of_life
from domains.care.cases.vocabulary import ConcernKind, Level, LifeWay
from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.vocabulary import Meaning, Way
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

CONCERNS: Final[Mapping[Meaning, tuple[ConcernKind, Level]]] = MappingProxyType(
    {
        Meaning.UNCLEAR: (ConcernKind.UNCLEAR_ANSWER, Level.FAMILY),
        Meaning.CALL_ME: (ConcernKind.CALL_ME, Level.FAMILY),
        Meaning.HELP: (ConcernKind.ASKED_FOR_HELP, Level.CARE_WORKER),
    }
)
"""Every meaning but FINE."""

SIGNAL: Final = "check_in"


async def tell_of_answer(
    senior_id: UUID,
    meaning: Meaning,
    *,
    way: Way,
    at: datetime,
    position: AgreedPosition | None = None,
    clock: Clock,
    ids: Ids,
) -> None:
    """She said something that is no "I'm fine"; from where, if it was a cry and she agreed."""
    kind, level = CONCERNS[meaning]
    signal = Signal(SIGNAL, at, {"meaning": meaning.name.lower(), "way": way.value})
    concern = Concern(senior_id, kind, level, observed_at=at, signals=(signal,))
    case_id = await raise_concern(concern, clock=clock, ids=ids)
    if position is not None and case_id is not None:
        await keep_position(case_id, position, clock=clock, ids=ids)


async def tell_of_silence(row: CheckIn, *, clock: Clock, ids: Ids) -> None:
    """Observed from the question on: whatever she says to it afterwards is younger."""
    waited_s = round((clock.now() - row.asked_at).total_seconds())
    signal = Signal(SIGNAL, clock.now(), {"meaning": None, "waited_s": waited_s})
    concern = Concern(
        row.senior_id,
        ConcernKind.MISSED_CHECK_IN,
        Level.FAMILY,
        observed_at=row.asked_at,
        signals=(signal,),
    )
    await raise_concern(concern, clock=clock, ids=ids)


async def reassure(senior_id: UUID, *, life: LifeWay, at: datetime, clock: Clock, ids: Ids) -> None:
    """She, or her home, showed that she is well at a moment: what that ends is the case's rule."""
    await sign_of_life(senior_id, at=at, way=life, clock=clock, ids=ids)
