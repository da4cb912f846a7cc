"""What judgement leaves behind when a consent or a person ends: nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString
from uuid import UUID

from domains.care.judgement.watch_homes import JUDGE
from domains.consent.public import Erased, Purpose
from domains.kernel import sql
from domains.kernel.subject_rights import Kept
from domains.kernel.timers import cancel_timers

SOMEBODY: Final = UUID(int=0)
"""Stands where a row must name whoever acted, and they were erased."""
ENDS_WITH: Final = frozenset({Purpose.CARE_CHECK_INS, Purpose.CARE_HOME_SENSORS})

HERS: Final[tuple[tuple[str, LiteralString], ...]] = (
    ("care.watches", "DELETE FROM care.watches WHERE senior_id = $1"),
    ("care.visits", "DELETE FROM care.visits WHERE senior_id = $1"),
    ("care.learnt_steps", "DELETE FROM care.learnt_steps WHERE senior_id = $1"),
    ("care.given_opinions", "DELETE FROM care.given_opinions WHERE senior_id = $1"),
    ("care.pets", "DELETE FROM care.pets WHERE senior_id = $1"),
    (
        "care.households",
        """
        DELETE FROM care.households
        WHERE home_id IN (SELECT id FROM care.homes WHERE senior_id = $1)
        """,
    ),
)
ACTED: Final[tuple[LiteralString, ...]] = (
    "UPDATE care.visits SET told_by = $2 WHERE told_by = $1",
    "UPDATE care.dong_modes SET set_by = $2 WHERE set_by = $1",
    "UPDATE care.centre_bounds SET set_by = $2 WHERE set_by = $1",
)


async def erase(senior_id: UUID, purpose: Purpose, at: datetime) -> Sequence[Erased]:  # noqa: ARG001
    """An `Eraser`: with the consent to sensors her rhythm goes, and with that to care as well."""
    return await _destroy(senior_id) if purpose in ENDS_WITH else []


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:  # noqa: ARG001
    """A `PersonEraser`. What a guardian or staff said of others stays, without them."""
    await _destroy(person_id)
    await sql.execute("DELETE FROM care.given_opinions WHERE given_by = $1", person_id)
    for statement in ACTED:
        await sql.execute(statement, person_id, SOMEBODY)
    return []


async def _destroy(senior_id: UUID) -> list[Erased]:
    rows = await sql.fetch("SELECT home_id FROM care.watches WHERE senior_id = $1", senior_id)
    await cancel_timers(JUDGE, [row["home_id"] for row in rows])
    return [Erased(what, await sql.execute(statement, senior_id)) for what, statement in HERS]
