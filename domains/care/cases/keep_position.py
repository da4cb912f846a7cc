"""Where she was as she cried for help lies with her case, under her yes to that and no longer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.care.cases.position import KEPT
from domains.care.cases.seal_position import SealedPosition
from domains.care.cases.tell_where_again import tell_where_she_is
from domains.consent.public import Act, Grant, Purpose, require, stands_until_commit
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

SWEPT_BEFORE: Final = KEPT - timedelta(hours=2)
"""The last hours of the day are for a worker that was away."""


@dataclass(frozen=True, slots=True)
class AgreedPosition:
    """Her consent stands until this transaction ends, and nothing is kept or on record yet."""

    actor: Actor
    senior_id: UUID
    position: SealedPosition = field(repr=False)


async def agreed_position(
    actor: Actor, position: SealedPosition | None, *, clock: Clock
) -> AgreedPosition | None:
    """Within the transaction of her cry, and before any lock of care: it locks her consents, which
    come first (`lock_senior`). None without a yes of hers: then nothing of it is kept."""
    if position is None or actor.person_id is None:
        return None
    purpose = Purpose.CARE_LOCATION
    if not await stands_until_commit(actor.person_id, purpose, at=clock.now()):
        return None
    return AgreedPosition(actor, actor.person_id, position)


async def keep_position(case_id: UUID, agreed: AgreedPosition, *, clock: Clock, ids: Ids) -> None:
    """Within the same transaction, which holds the case. One a case: the newest that was measured,
    in whatever order they come; where 119 is on its way already it hears that she is there. What is
    not kept was not collected, and stands in no record."""
    if await _is_newer_known(case_id, agreed.position.at):
        return
    grant = await _collected(agreed, clock=clock, ids=ids)
    if grant is None:
        return
    await _store(case_id, grant, agreed.position, clock=clock, ids=ids)
    await tell_where_she_is(case_id, clock=clock)


async def _is_newer_known(case_id: UUID, at: datetime) -> bool:
    known = "SELECT FROM care.case_positions WHERE case_id = $1 AND measured_at >= $2"
    return bool(await sql.fetch(known, case_id, at))


async def _collected(agreed: AgreedPosition, *, clock: Clock, ids: Ids) -> Grant | None:
    allowed = await require(
        agreed.actor,
        subject_id=agreed.senior_id,
        purpose=Purpose.CARE_LOCATION,
        act=Act.COLLECT,
        clock=clock,
        ids=ids,
    )
    return allowed if isinstance(allowed, Grant) else None


async def _store(
    case_id: UUID, grant: Grant, position: SealedPosition, *, clock: Clock, ids: Ids
) -> None:
    await sql.execute(
        """
        INSERT INTO care.case_positions (id, case_id, senior_id, position, measured_at, kept_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (case_id) DO UPDATE SET
            position = EXCLUDED.position, measured_at = EXCLUDED.measured_at,
            kept_at = EXCLUDED.kept_at
        """,
        ids.new(),
        case_id,
        grant.subject_id,
        position.sealed,
        position.at,
        clock.now(),
    )


async def forget_position(case_id: UUID) -> None:
    """The emergency is over."""
    await sql.execute("DELETE FROM care.case_positions WHERE case_id = $1", case_id)


async def forget_positions_of(senior_id: UUID) -> int:
    """She wants it to be known no more (위치정보법 §24④)."""
    return await sql.execute("DELETE FROM care.case_positions WHERE senior_id = $1", senior_id)


async def forget_positions(*, clock: Clock) -> int:
    """Of cases that are open for longer than her consent lets it be kept. May run twice."""
    return await sql.execute(
        "DELETE FROM care.case_positions WHERE kept_at < $1", clock.now() - SWEPT_BEFORE
    )
