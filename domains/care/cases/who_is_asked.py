"""Whom a case asks at this moment: the one truth by which messages go out or are held back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from domains.care.cases.vocabulary import Rung
from domains.care.people.depths_of import carers_of
from domains.identity import public as identity
from domains.identity.public import SharingScope
from domains.kernel import sql
from domains.kernel.actor import Role

PLACES: Final = (Rung.GUARDIAN, Rung.WORKER, Rung.STAND_IN, Rung.CENTRE, Rung.CONFIRM)
"""As what somebody may be asked."""


async def asked_in_step(step_id: UUID, *, knows_why: bool, at: datetime) -> set[UUID]:
    """Those of a step who are still asked: nobody, once the case is taken or over. A step that was
    taken later than the case was (its taker sends for 119) tells all whom it names.

    Whoever is asked again before a message goes (a retry, a text message, a call) is asked here,
    so that none goes out after the commit of an acknowledgement.
    """
    rows = await sql.fetch(
        """
        SELECT a.person_id, a.rung, c.senior_id
        FROM care.case_asked a JOIN care.cases c ON c.id = a.case_id
            JOIN care.case_steps s ON s.id = a.step_id
        WHERE a.step_id = $1 AND a.knows_why = $2
            AND (c.state = 'open' OR c.state = 'taken' AND s.at > c.taken_at)
        """,
        step_id,
        knows_why,
    )
    return await _who_still_stand(rows, at=at)


async def told_of_case(case_id: UUID, *, at: datetime) -> set[UUID]:
    """All who were asked in a case so far: they hear how it goes on, and how it ended."""
    rows = await sql.fetch(
        """
        SELECT DISTINCT a.person_id, a.rung, c.senior_id
        FROM care.case_asked a JOIN care.cases c ON c.id = a.case_id WHERE a.case_id = $1
        """,
        case_id,
    )
    return await _who_still_stand(rows, at=at)


async def holder_of_case(case_id: UUID, *, at: datetime) -> set[UUID]:
    """Who has taken a case and has it still, as a guardian or by an office: one, or nobody."""
    rows = await sql.fetch(
        """
        SELECT c.taken_by AS person_id, o.rung, c.senior_id
        FROM care.cases c, unnest($2::text[]) AS o (rung) WHERE c.id = $1 AND c.state = 'taken'
        """,
        case_id,
        list(PLACES),
    )
    return await _who_still_stand(rows, at=at)


async def asked_no_more(case_id: UUID, *, at: datetime) -> set[UUID]:
    """Who was asked in a case, or had it last, and is nothing to her now: since she moved, they
    look after her no more."""
    rows = await sql.fetch(
        """
        SELECT a.person_id, a.rung, c.senior_id
        FROM care.case_asked a JOIN care.cases c ON c.id = a.case_id WHERE a.case_id = $1
        UNION
        SELECT c.taken_by, o.rung, c.senior_id
        FROM care.cases c, unnest($2::text[]) AS o (rung)
        WHERE c.id = $1 AND c.taken_by IS NOT NULL
        """,
        case_id,
        list(PLACES),
    )
    return {row["person_id"] for row in rows} - await _who_still_stand(rows, at=at)


async def _who_still_stand(rows: list[Any], *, at: datetime) -> set[UUID]:
    """Nobody hears of her whose tie to her, or whose office, has ended, with whom she does not
    share her check-ins any more, or who held that office where she lived before."""
    if not rows:
        return set()
    stand = await _standing_on(rows[0]["senior_id"], {Rung(row["rung"]) for row in rows}, at=at)
    return {row["person_id"] for row in rows if row["person_id"] in stand[Rung(row["rung"])]}


async def _standing_on(
    senior_id: UUID, rungs: Collection[Rung], *, at: datetime
) -> Mapping[Rung, Collection[UUID]]:
    """By rungs that are named, and no more is asked: most steps name guardians alone, and this is
    asked before each message."""
    carers = set(rungs) - {Rung.GUARDIAN, Rung.CONFIRM}
    stand: dict[Rung, Collection[UUID]] = {}
    if Rung.GUARDIAN in rungs:
        scope = SharingScope.CHECK_INS
        stand[Rung.GUARDIAN] = await identity.guardians_seeing(senior_id, scope=scope, at=at)
    if Rung.CONFIRM in rungs:
        stand[Rung.CONFIRM] = await identity.role_holders(Role.OPERATOR, at=at)
    if carers:
        stand |= dict.fromkeys(carers, await carers_of(senior_id, at=at))
    return stand
