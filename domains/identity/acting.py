"""May this actor act for that person now? Asked anew for each request that says so."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.identity.offices import BETWEEN_PEOPLE
from domains.identity.stand_in_policy import STAFF
from domains.kernel import sql
from domains.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class ActsFor:
    """The actor may; `stand_in_id` where in the person's own place, at a centre's desk.

    `until` is when that ends by itself: an agreed end, or the sitting's.
    """

    person_id: UUID
    stand_in_id: UUID | None
    until: datetime | None


async def acting_for(actor: Actor, person_id: UUID, *, at: datetime) -> ActsFor | None:
    """A sitting at the desk, else a standing guardianship; None for every other reason alike.

    The office at the centre is asked here too: staff who left yesterday act for nobody today.
    """
    if actor.person_id is None:
        return None
    rows = await sql.fetch(
        """
        SELECT s.id AS stand_in_id, t.ends_at AS until
        FROM identity.sittings t JOIN identity.stand_ins s ON s.id = t.stand_in_id
        JOIN identity.role_grants g ON g.person_id = t.staff_id AND g.unit_id = s.centre_id
        WHERE t.staff_id = $1 AND s.person_id = $2 AND t.begun_at <= $3 AND t.ends_at > $3
          AND s.ended_at IS NULL AND g.role = ANY($4::text[])
          AND g.starts_at <= $3 AND (g.ends_at IS NULL OR g.ends_at > $3)
        UNION ALL
        SELECT NULL, ends_at FROM identity.relations
        WHERE holder_id = $1 AND subject_id = $2 AND kind = ANY($5::text[])
          AND starts_at <= $3 AND (ends_at IS NULL OR ends_at > $3)
        LIMIT 1
        """,
        actor.person_id,
        person_id,
        at,
        list(STAFF),
        sorted(BETWEEN_PEOPLE),
    )
    return ActsFor(person_id, rows[0]["stand_in_id"], rows[0]["until"]) if rows else None
