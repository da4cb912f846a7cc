"""Ask for a copy of one's data: the answer shows the passphrase, once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import ANSWERS
from domains.governance.export_link import ExportLink, sign_link
from domains.governance.models import Case, Export
from domains.governance.outcomes import NotPossible, NotYours, TooMany
from domains.governance.ports import ExportLock, NewLock
from domains.governance.take_step import lock_case
from domains.governance.vocabulary import CaseKind, CaseState, ExportState
from domains.governance.who_asks import may_receive
from domains.governance.why import of_rights
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

COPIES = frozenset({CaseKind.ACCESS, CaseKind.PORTABILITY})
OPEN_FOR_COPIES = frozenset({CaseState.IN_PROGRESS}) | ANSWERS
EXPORT_LIVES = timedelta(days=7)
MOST_COPIES = 5
"""Of one case: a lost passphrase costs a new copy, not a new case."""


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """The copy is being made. The passphrase is shown now and never again."""

    link: ExportLink
    passphrase: str = field(repr=False)


async def request_export(
    actor: Actor, *, case_id: UUID, new_lock: Callable[[], NewLock], clock: Clock, ids: Ids
) -> ExportAsked | NotPossible | NotYours | TooMany:
    """For the applicant, or for the desk that hands it to somebody without a phone.

    A copy asked for before stops being fetchable: one living copy a case.
    """
    new = await asyncio.to_thread(new_lock)
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await may_receive(actor, case, at=clock.now()):
            return NotYours()
        if case.kind not in COPIES or case.state not in OPEN_FOR_COPIES or case.proof is None:
            return NotPossible(case.state)
        if await Export.filter(case_id=case_id).count() >= MOST_COPIES:
            return TooMany(MOST_COPIES)
        await _end_earlier(case_id, clock=clock)
        export = await _queue(actor, case, new.lock, clock=clock, ids=ids)
        return ExportAsked(link_of(export), new.passphrase)


def link_of(export: Export) -> ExportLink:
    """Where whoever asked for it fetches the copy."""
    return sign_link(
        export_id=export.id,
        person_id=export.asked_by,
        until=export.expires_at,
        salt=export.salt,
    )


async def _end_earlier(case_id: UUID, *, clock: Clock) -> None:
    await sql.execute(
        """
        UPDATE governance.exports SET expires_at = $2
        WHERE case_id = $1 AND expires_at > $2
        """,
        case_id,
        clock.now(),
    )


async def _queue(actor: Actor, case: Case, lock: ExportLock, *, clock: Clock, ids: Ids) -> Export:
    assert actor.person_id is not None
    export = await Export.create(
        id=ids.new(),
        case_id=case.id,
        subject_id=case.subject_id,
        asked_by=actor.person_id,
        locale=case.locale,
        state=ExportState.QUEUED,
        salt=lock.salt,
        public_key=lock.public_key,
        asked_at=clock.now(),
        expires_at=clock.now() + EXPORT_LIVES,
    )
    await audit.record(
        actor,
        "governance.export.ask",
        subject_id=case.subject_id,
        reference=export.id,
        why=of_rights(actor),
        clock=clock,
        ids=ids,
    )
    return export
