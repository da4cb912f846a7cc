"""`care_plan`: how somebody is cared for at a moment; one statement a table, however many ask."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from domains.care.people.care_plan import CarePlan, Contact
from domains.care.people.hours import Hours
from domains.care.people.vocabulary import Depth
from domains.consent.public import Purpose, standing_purposes
from domains.identity import public as identity
from domains.identity.public import RelationKind
from domains.kernel import sql

PURPOSES: Final = frozenset(
    {Purpose.CARE_CHECK_INS, Purpose.CARE_HOME_SENSORS, Purpose.CARE_LOCATION}
)


async def care_plan(senior_id: UUID, *, at: datetime) -> CarePlan | None:
    """The plan of one senior; None for who is not cared for, or has suspended it."""
    return (await care_plans([senior_id], at=at)).get(senior_id)


async def care_plans(senior_ids: Collection[UUID], *, at: datetime) -> Mapping[UUID, CarePlan]:
    """The plans of many at once; who has none is left out."""
    rows = await sql.fetch(
        """
        SELECT e.id, e.senior_id, e.centre_id, r.dong_id, r.address, r.key_box_note, p.until
        FROM care.enrolments e
        JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL
        LEFT JOIN care.pauses p ON p.enrolment_id = e.id AND p.ended_at IS NULL AND p.until > $2
        WHERE e.senior_id = ANY($1::uuid[]) AND e.stands_since <= $2
        """,
        list(senior_ids),
        at,
    )
    seniors = [row["senior_id"] for row in rows]
    allowed = await standing_purposes(seniors, at=at)
    contacts = await contacts_of(seniors, at=at)
    return {
        row["senior_id"]: _plan(row, contacts[row["senior_id"]], allowed[row["senior_id"]])
        for row in rows
        if Purpose.CARE_CHECK_INS in allowed[row["senior_id"]]
    }


async def contacts_of(
    senior_ids: Collection[UUID], *, at: datetime
) -> Mapping[UUID, Sequence[Contact]]:
    """Whom each senior wants asked, in order; guardians alone whose tie stands at the moment."""
    ties = await identity.guardians_of_each(senior_ids, at=at, kind=RelationKind.SENIOR_GUARDIAN)
    rows = await sql.fetch(
        """
        SELECT senior_id, person_id, rank, time_zone, hours, depth FROM care.contacts
        WHERE senior_id = ANY($1::uuid[]) ORDER BY senior_id, rank, id
        """,
        list(senior_ids),
    )
    found: dict[UUID, list[Contact]] = {senior: [] for senior in senior_ids}
    for row in rows:
        if row["person_id"] in ties[row["senior_id"]]:
            found[row["senior_id"]].append(_contact(row))
    return found


def _plan(row: Any, contacts: Sequence[Contact], allowed: frozenset[Purpose]) -> CarePlan:
    return CarePlan(
        enrolment_id=row["id"],
        senior_id=row["senior_id"],
        dong_id=row["dong_id"],
        centre_id=row["centre_id"],
        paused_until=row["until"],
        contacts=tuple(contacts),
        allows=allowed & PURPOSES,
        address=row["address"],
        key_box_note=row["key_box_note"],
    )


def _contact(row: Any) -> Contact:
    return Contact(
        person_id=row["person_id"],
        rank=row["rank"],
        time_zone=row["time_zone"],
        hours=tuple(Hours.read(span) for span in orjson.loads(row["hours"])),
        depth=Depth(row["depth"]),
    )
