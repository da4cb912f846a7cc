"""Erase a person: one transaction takes the rows, jobs follow for what lies elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import Move
from domains.governance.erasure_policy import Obstacle
from domains.governance.events import PersonErased
from domains.governance.find_obstacles import find_obstacles
from domains.governance.models import Case, Erasure
from domains.governance.outcomes import NotPossible, NotYours
from domains.governance.staff import may_handle
from domains.governance.take_step import lock_case, take_step
from domains.governance.vocabulary import CaseKind, CaseState
from domains.governance.who_asks import may_follow
from domains.kernel import outbox, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Kept, PersonEraser


@dataclass(frozen=True, slots=True)
class Erased:
    """Nothing is left but `kept`, each with its law."""

    case_id: UUID
    kept: Sequence[Kept]


@dataclass(frozen=True, slots=True)
class Hindered:
    """Somebody else would be left alone: nothing changed."""

    obstacles: frozenset[Obstacle]


async def carry_out_erasure(
    actor: Actor, *, case_id: UUID, erasers: Mapping[str, PersonEraser], clock: Clock, ids: Ids
) -> Erased | Hindered | NotPossible | NotYours:
    """By the applicant whose identity is proved, or by the desk (개인정보 보호법 §36②, §21).

    Not undone by anybody: the edge asks for a fresh sign-in. The order is the erasers'.
    """
    async with in_transaction():
        await _one_at_a_time(case_id)
        case = await lock_case(case_id)
        if case is None or not await _may_decide(actor, case, clock):
            return NotYours()
        if case.kind is not CaseKind.DELETION or case.state is not CaseState.IN_PROGRESS:
            return NotPossible(case.state)
        hindered = await find_obstacles(case.subject_id, at=clock.now())
        if hindered:
            return Hindered(hindered)
        await take_step(case, Move.ANSWER, actor=actor, clock=clock, ids=ids)
        kept = await _erase(case, erasers, clock=clock, ids=ids)
        return Erased(case_id, kept)


async def _one_at_a_time(case_id: UUID) -> None:
    """Two cases of one person would each wait for the other's rows: the second waits here."""
    await sql.fetch(
        """
        SELECT pg_advisory_xact_lock(hashtextextended('erasure/' || subject_id, 0))
        FROM governance.cases WHERE id = $1
        """,
        case_id,
    )


async def _may_decide(actor: Actor, case: Case, clock: Clock) -> bool:
    return await may_follow(actor, case, at=clock.now()) or await may_handle(actor, case)


async def _erase(
    case: Case, erasers: Mapping[str, PersonEraser], *, clock: Clock, ids: Ids
) -> list[Kept]:
    kept: list[Kept] = []
    for eraser in erasers.values():
        kept += [one for one in await eraser(case.subject_id, clock.now()) if one.rows]
    await Case.filter(id=case.id).update(kept=[_plain(one) for one in kept])
    await Erasure.create(case_id=case.id, subject_id=case.subject_id, erased_at=clock.now())
    await outbox.record(PersonErased(case.subject_id, case.id), clock=clock, ids=ids)
    return kept


def _plain(kept: Kept) -> dict[str, object]:
    return {**asdict(kept), "until": kept.until.isoformat() if kept.until else None}
