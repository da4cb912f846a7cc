"""Ask whether a purpose's data may be used now, and leave a trace of the use."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.grant import Grant, issue_each
from domains.consent.tell_of_provisions import tell_of_provisions
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


class Act(StrEnum):
    """What is done with a location (위치정보법 §16②: collection, use and provision)."""

    COLLECT = "collect"
    USE = "use"
    PROVIDE = "provide"


@dataclass(frozen=True, slots=True)
class ConsentMissing:
    """No consent of this subject stands for this purpose."""

    subject_id: UUID
    purpose: Purpose


async def require(
    actor: Actor,
    *,
    subject_id: UUID,
    purpose: Purpose,
    act: Act,
    clock: Clock,
    ids: Ids,
    receiver_id: UUID | None = None,
) -> Grant | ConsentMissing:
    """A Grant for one subject and purpose, or the refusal; within the caller's transaction."""
    found = await require_each(
        actor,
        subjects=[subject_id],
        purposes=[purpose],
        act=act,
        clock=clock,
        ids=ids,
        receiver_id=receiver_id,
    )
    return found.get((subject_id, purpose)) or ConsentMissing(subject_id, purpose)


async def require_each(
    actor: Actor,
    *,
    subjects: Collection[UUID],
    purposes: Collection[Purpose],
    act: Act,
    clock: Clock,
    ids: Ids,
    receiver_id: UUID | None = None,
) -> dict[tuple[UUID, Purpose], Grant]:
    """The Grants that stand among subjects × purposes; what is absent is refused.

    One statement: share-locks the standing rows until the caller's commit (in a fixed order, so
    that two callers never deadlock), compares their ends with the present and writes the
    location-use record of what it grants of locations. A provision of one also tells whom the law
    wants told.
    """
    granted = await _grant_and_trace(
        actor, subjects, purposes, act=act, receiver_id=receiver_id, at=clock.now(), ids=ids
    )
    if act is Act.PROVIDE and receiver_id is not None and granted:
        await tell_of_provisions(_located(granted), receiver_id=receiver_id, clock=clock, ids=ids)
    return issue_each(granted.items())


LOCATED: Final = [purpose.value for purpose, terms in CATALOGUE.items() if terms.location]
"""Other purposes are no use of a location, and stand in no record of such."""


def _located(granted: Mapping[UUID, Collection[str]]) -> dict[UUID, list[Purpose]]:
    return {
        subject: located
        for subject, names in granted.items()
        if (located := [Purpose(name) for name in names if name in LOCATED])
    }


_GRANT_AND_TRACE = """
WITH standing AS (
    SELECT subject_id, purposes, terms FROM consent.standing
    WHERE subject_id = ANY($1::uuid[]) AND purposes && $3::text[]
    ORDER BY subject_id FOR SHARE
), standing_now AS (
    SELECT subject_id, consent.standing_at($4, purposes, terms, $3, $9) AS purposes
    FROM standing
), granted AS (
    SELECT subject_id, purposes FROM standing_now WHERE purposes <> '{}'
), located AS (
    SELECT subject_id, ARRAY(
        SELECT purpose FROM unnest(purposes) AS purpose WHERE purpose = ANY($10::text[])
    ) AS purposes
    FROM granted WHERE purposes && $10::text[]
), traced AS (
    INSERT INTO consent.location_uses
        (id, at, subject_id, purposes, act, actor_id, actor_system, receiver_id)
    SELECT use_id, $4, subject_id, purposes, $5, $6, $7, $8
    FROM located JOIN unnest($1::uuid[], $2::uuid[]) AS use (subject_id, use_id)
        USING (subject_id)
)
SELECT subject_id, purposes FROM granted
"""


async def _grant_and_trace(
    actor: Actor,
    subjects: Collection[UUID],
    purposes: Collection[Purpose],
    *,
    act: Act,
    receiver_id: UUID | None,
    at: datetime,
    ids: Ids,
) -> dict[UUID, Sequence[str]]:
    """The purposes that stand, by subject; the record is written by the same statement."""
    wanted = sorted(subjects)
    rows = await sql.fetch(
        _GRANT_AND_TRACE,
        wanted,
        [ids.new() for _ in wanted],
        [purpose.value for purpose in purposes],
        at,
        act.value,
        actor.person_id,
        actor.system,
        receiver_id,
        [CATALOGUE[purpose].oldest_valid(at) for purpose in purposes],
        LOCATED,
    )
    return {row["subject_id"]: row["purposes"] for row in rows}


async def stands_until_commit(subject_id: UUID, purpose: Purpose, *, at: datetime) -> bool:
    """Whether it stands, and will until the caller's transaction ends: for whoever takes this lock
    before it knows whether data will be touched at all. Touching them still wants `require`."""
    rows = await sql.fetch(
        """
        WITH standing AS (
            SELECT purposes, terms FROM consent.standing
            WHERE subject_id = $1 AND $3 = ANY(purposes) FOR SHARE
        )
        SELECT FROM standing
        WHERE consent.standing_at($2, purposes, terms, ARRAY[$3], ARRAY[$4::int]) <> '{}'
        """,
        subject_id,
        at,
        purpose.value,
        CATALOGUE[purpose].oldest_valid(at),
    )
    return bool(rows)


async def standing_purposes(
    subjects: Collection[UUID], *, at: datetime
) -> dict[UUID, frozenset[Purpose]]:
    """Which purposes stand for each subject; for gates and settings pages, touching no data."""
    rows = await sql.fetch(
        """
        SELECT subject_id, consent.standing_at($2, purposes, terms, $3, $4) AS purposes
        FROM consent.standing WHERE subject_id = ANY($1::uuid[])
        """,
        list(subjects),
        at,
        [purpose.value for purpose in CATALOGUE],
        [terms.oldest_valid(at) for terms in CATALOGUE.values()],
    )
    found = {row["subject_id"]: frozenset(map(Purpose, row["purposes"])) for row in rows}
    return {subject: found.get(subject, frozenset()) for subject in subjects}
