"""Where to send somebody and how they get in: opened for those who go there, and traced."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from domains.consent.public import Purpose, standing_purposes
from domains.kernel import audit, personal, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

OPENED: Final = "care.home.open"
OPENED_IN_DANGER: Final = "care.home.open_in_danger"
"""No consent of hers stands, and none can be had now: 개인정보 보호법 §15①5, §18②3."""
VISITED: Final = "care.home.visit"
VISITED_IN_DANGER: Final = "care.home.visit_in_danger"
"""The same law: until somebody has seen her, nobody knows that it is none."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """What 119 is told of a home; None where the senior's key was destroyed or she said nothing."""

    address: str | None = field(repr=False)
    key_box_note: str | None = field(repr=False)


async def open_for_hand_over(
    actor: Actor, senior_id: UUID, *, residence_id: UUID | None = None, clock: Clock, ids: Ids
) -> HandOver:
    """Open address and key-box note in the caller's transaction; no other code opens the note.
    `residence_id` is the flat that it is about: she may have left it since, and then its note is
    forgotten. Without it, where she lives now.

    For a danger to life alone, and so whether or not her consent to the care stands at the moment:
    the access log says which (`OPENED_IN_DANGER`), and so does the copy of her data. Who has left
    has no address here any more.

    Raises KeysUnavailable: the hand-over then goes out without them, and is completed later.
    """
    home = await _home_of(senior_id, residence_id)
    if home is None:
        return HandOver(None, None)
    stands = await _consent_stands(senior_id, clock=clock)
    await audit.record(
        actor,
        OPENED if stands else OPENED_IN_DANGER,
        subject_id=senior_id,
        reference=home["id"],
        why=audit.Why.EMERGENCY,
        clock=clock,
        ids=ids,
    )
    sealed = [home["address"]]
    if home["key_box_note"] is not None:
        sealed.append(home["key_box_note"])
    opened = await personal.open_each([(senior_id, bytes(text)) for text in sealed])
    return HandOver(opened[0], opened[1] if len(opened) > 1 else None)


async def trace_visit(
    actor: Actor, senior_id: UUID, *, about: UUID, clock: Clock, ids: Ids
) -> None:
    """Somebody goes to her in a case (`about`), and reads where and under which number."""
    stands = await _consent_stands(senior_id, clock=clock)
    await audit.record(
        actor,
        VISITED if stands else VISITED_IN_DANGER,
        subject_id=senior_id,
        reference=about,
        why=audit.Why.EMERGENCY,
        clock=clock,
        ids=ids,
    )


async def open_for_visit(senior_id: UUID) -> str | None:
    """The address alone, once the visit is traced. None where nobody lives any more, or her key was
    destroyed. Raises KeysUnavailable."""
    home = await _home_of(senior_id)
    if home is None:
        return None
    (address,) = await personal.open_each([(senior_id, bytes(home["address"]))])
    return address


async def _consent_stands(senior_id: UUID, *, clock: Clock) -> bool:
    allowed = (await standing_purposes([senior_id], at=clock.now()))[senior_id]
    return Purpose.CARE_CHECK_INS in allowed


async def _home_of(senior_id: UUID, residence_id: UUID | None = None) -> Any:
    """Where she lives now, or one of where she has, once a centre has taken her on."""
    rows = await sql.fetch(
        """
        SELECT e.id, r.address, r.key_box_note FROM care.enrolments e
        JOIN care.residences r ON r.enrolment_id = e.id
            AND (r.id = $2 OR $2::uuid IS NULL AND r.until IS NULL)
        WHERE e.senior_id = $1 AND e.stands_since IS NOT NULL
        """,
        senior_id,
        residence_id,
    )
    return rows[0] if rows else None
