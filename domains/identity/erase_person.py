"""Nobody of this id is known any more: signed out everywhere, untied from everybody, gone."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from domains.identity.end_sessions_of_person import end_sessions_of_person
from domains.identity.ended_sessions import remember_ends
from domains.identity.events import RelationEnded
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Kept

OWN_ROWS: tuple[LiteralString, ...] = (
    "DELETE FROM identity.sign_in_codes WHERE person_id = $1",
    "DELETE FROM identity.sessions WHERE person_id = $1",
    "DELETE FROM identity.devices WHERE person_id = $1",
    "DELETE FROM identity.contact_numbers WHERE person_id = $1",
    "DELETE FROM identity.accounts WHERE person_id = $1",
    "DELETE FROM identity.sittings WHERE staff_id = $1 OR stand_in_id IN "
    "(SELECT id FROM identity.stand_ins WHERE person_id = $1)",
    "DELETE FROM identity.stand_ins WHERE person_id = $1",
    "DELETE FROM identity.invitations WHERE $1 IN (inviter_id, accepted_by, holder_id, subject_id)",
    "DELETE FROM identity.guardianship_claims WHERE $1 IN (holder_id, subject_id)",
    "DELETE FROM identity.role_proposals WHERE person_id = $1",
    "DELETE FROM identity.role_grants WHERE person_id = $1",
    "DELETE FROM identity.relations WHERE $1 IN (holder_id, subject_id)",
    "DELETE FROM identity.people WHERE id = $1",
)
"""In the order of who refers to whom."""

SOMEBODY = UUID(int=0)
"""Stands where a row must name whoever acted, and they were erased."""

NAMED_AS_TEXT: tuple[LiteralString, ...] = (
    "UPDATE identity.relations SET granted_by = 'system:erased' WHERE granted_by = $1",
    "UPDATE identity.relations SET ended_by = 'system:erased' WHERE ended_by = $1",
    "UPDATE identity.role_grants SET granted_by = 'system:erased' WHERE granted_by = $1",
    "UPDATE identity.role_grants SET ended_by = 'system:erased' WHERE ended_by = $1",
)
ACTED_FOR_OTHERS: tuple[LiteralString, ...] = (
    "UPDATE identity.role_proposals SET proposed_by = $2 WHERE proposed_by = $1",
    "UPDATE identity.role_proposals SET decided_by = $2 WHERE decided_by = $1",
    "UPDATE identity.guardianship_claims SET brought_by = $2 WHERE brought_by = $1",
    "UPDATE identity.guardianship_claims SET endorsed_by = $2 WHERE endorsed_by = $1",
    "UPDATE identity.guardianship_claims SET decided_by = $2 WHERE decided_by = $1",
    "UPDATE identity.stand_ins SET opened_by = $2 WHERE opened_by = $1",
    "UPDATE identity.stand_ins SET witnessed_by = $2 WHERE witnessed_by = $1",
)
"""Who granted or decided for others stands in the audit, for as long as the law keeps that."""


async def erase_person(person_id: UUID, at: datetime, *, clock: Clock, ids: Ids) -> Sequence[Kept]:
    """A `PersonEraser`, once its `clock` and `ids` are bound. Nothing of identity is kept.

    Standing ties end first, so that whoever hears of ended ties hears of these; sessions end
    before their rows go, so that their access tokens die with the commit. A row that a first
    sign-in left behind empty, because it went on as this person, goes with them.
    """
    for former in await sql.fetch("SELECT id FROM identity.people WHERE became_id = $1", person_id):
        await erase_person(former["id"], at, clock=clock, ids=ids)
    await sql.fetch("SELECT 1 FROM identity.people WHERE id = $1 FOR UPDATE", person_id)
    await end_sessions_of_person(person_id, because="erased", clock=clock, ids=ids)
    await remember_ends(person_id, at=at)
    await _announce_ends(person_id, at, clock=clock, ids=ids)
    for statement in OWN_ROWS:
        await sql.execute(statement, person_id)
    for statement in NAMED_AS_TEXT:
        await sql.execute(statement, str(person_id))
    for statement in ACTED_FOR_OTHERS:
        await sql.execute(statement, person_id, SOMEBODY)
    return []


async def _announce_ends(person_id: UUID, at: datetime, *, clock: Clock, ids: Ids) -> None:
    rows = await sql.fetch(
        """
        SELECT id, kind, holder_id, subject_id FROM identity.relations
        WHERE $1 IN (holder_id, subject_id) AND (ends_at IS NULL OR ends_at > $2)
        """,
        person_id,
        at,
    )
    ended = [
        RelationEnded(row["id"], row["kind"], row["holder_id"], row["subject_id"]) for row in rows
    ]
    await outbox.record_all(ended, clock=clock, ids=ids)
