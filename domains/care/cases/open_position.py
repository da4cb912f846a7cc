"""Where she was as she cried for help: opened for who goes there, and on record each time.

Two steps, so that a key store that is slow holds up nobody who withdraws: what may be told is
fetched and traced in a transaction, and opened after it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from domains.care.cases.models import Case
from domains.care.cases.position import KEPT, Position, read
from domains.consent.public import Act, Grant, Purpose, require, standing_purposes
from domains.kernel import audit, personal, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

OPENED: Final = "care.position.open"
OPENED_IN_DANGER: Final = "care.position.open_in_danger"
"""Her yes has run out since she cried, and nobody can ask her now: 개인정보 보호법 §18②3. A yes
that she took back has destroyed it."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A position that may be opened."""

    senior_id: UUID
    sealed: bytes = field(repr=False)
    at: datetime


async def trace_for_119(actor: Actor, case_id: UUID, *, clock: Clock, ids: Ids) -> Traced | None:
    """Within the caller's transaction. For a danger to life, as the address is: whether or not her
    consent stands at the moment. It locks none of her consents, as 119 waits for nobody who decides
    about them; that they have it is on record once they do (`put_position_on_record`)."""
    row = await _held_with(case_id, clock=clock)
    if row is None:
        return None
    standing = await standing_purposes([row["senior_id"]], at=clock.now())
    stands = Purpose.CARE_LOCATION in standing[row["senior_id"]]
    action = OPENED if stands else OPENED_IN_DANGER
    await _trace(actor, row, case_id, action, clock=clock, ids=ids)
    return _traced(row)


async def trace_for_one(actor: Actor, case: Case, *, clock: Clock, ids: Ids) -> Traced | None:
    """Within the caller's transaction, which knows that this actor may have it. Only under her
    consent; she is told of it, as the law wants (위치정보법 §19③)."""
    row = await _held_with(case.id, clock=clock)
    if row is None or not await is_provided(actor, case.senior_id, clock=clock, ids=ids):
        return None
    await _trace(actor, row, case.id, OPENED, clock=clock, ids=ids)
    return _traced(row)


async def open_position(traced: Traced | None) -> Position | None:
    """None where there is none, or her key was destroyed. Raises KeysUnavailable."""
    if traced is None:
        return None
    text = await personal.reveal(traced.senior_id, traced.sealed)
    return None if text is None else read(text, at=traced.at)


async def _held_with(case_id: UUID, *, clock: Clock) -> Any:
    """None once it has been there for a day, whether or not a job has come by since."""
    rows = await sql.fetch(
        """
        SELECT senior_id, position, measured_at FROM care.case_positions
        WHERE case_id = $1 AND kept_at > $2
        """,
        case_id,
        clock.now() - KEPT,
    )
    return rows[0] if rows else None


async def is_provided(actor: Actor, senior_id: UUID, *, clock: Clock, ids: Ids) -> bool:
    """Whether her consent stands; then it is on record that the actor was told where she was."""
    granted = await require(
        actor,
        subject_id=senior_id,
        purpose=Purpose.CARE_LOCATION,
        act=Act.PROVIDE,
        receiver_id=actor.person_id,
        clock=clock,
        ids=ids,
    )
    return isinstance(granted, Grant)


async def _trace(
    actor: Actor, row: Any, case_id: UUID, action: str, *, clock: Clock, ids: Ids
) -> None:
    await audit.record(
        actor,
        action,
        subject_id=row["senior_id"],
        reference=case_id,
        why=audit.Why.EMERGENCY,
        clock=clock,
        ids=ids,
    )


def _traced(row: Any) -> Traced:
    return Traced(row["senior_id"], bytes(row["position"]), row["measured_at"])
