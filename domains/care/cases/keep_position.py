"""Where she was as she cried for help lies with her case, under her yes to that and no longer."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from domains.care.cases.position import KEPT
from domains.care.cases.seal_position import SealedPosition
from domains.care.cases.tell_where_again import tell_where_she_is
from domains.consent.public import Act, ConsentMissing, Grant, Purpose, require
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

SWEPT_BEFORE: Final = KEPT - timedelta(hours=2)
"""The last hours of the day are for a worker that was away."""


@dataclass(frozen=True, slots=True)
class AgreedPosition:
    """Whoever holds one may keep it: her consent stands, and the collection is on record."""

    grant: Grant
    position: SealedPosition = field(repr=False)


async def agreed_position(
    actor: Actor, position: SealedPosition | None, *, clock: Clock, ids: Ids
) -> AgreedPosition | None:
    """Within the transaction of her cry, and before any lock of care: it locks her consents, which
    come first (`lock_senior`). None without a yes of hers: then nothing of it is kept."""
    if position is None or actor.person_id is None:
        return None
    allowed = await require(
        actor,
        subject_id=actor.person_id,
        purpose=Purpose.CARE_LOCATION,
        act=Act.COLLECT,
        clock=clock,
        ids=ids,
    )
    return None if isinstance(allowed, ConsentMissing) else AgreedPosition(allowed, position)


async def keep_position(case_id: UUID, agreed: AgreedPosition, *, clock: Clock, ids: Ids) -> None:
    """Within the same transaction, which holds the case. One a case: the newest that was measured,
    in whatever order they come; where 119 is on its way already it hears that she is there."""
    is_newest = await sql.execute(
        """
        INSERT INTO care.case_positions (id, case_id, senior_id, position, measured_at, kept_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (case_id) DO UPDATE SET
            position = EXCLUDED.position, measured_at = EXCLUDED.measured_at,
            kept_at = EXCLUDED.kept_at
        WHERE case_positions.measured_at < EXCLUDED.measured_at
        """,
        ids.new(),
        case_id,
        agreed.grant.subject_id,
        agreed.position.sealed,
        agreed.position.at,
        clock.now(),
    )
    if is_newest:
        await tell_where_she_is(case_id, clock=clock)


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
