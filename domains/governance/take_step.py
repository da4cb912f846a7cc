"""One step of a case: its clock, its timers, its history, its event and its trace, together."""

from uuid import UUID

from domains.governance.calendar_rows import working_calendar
from domains.governance.case_policy import ANSWERS, Move, Standing, moved
from domains.governance.events import CaseAnswered, CaseExtended, CaseOpened, CaseWaits
from domains.governance.models import Case, CaseStep
from domains.governance.timers import set_case_timers
from domains.governance.vocabulary import CaseState
from domains.governance.why import of_rights
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.events import Event
from domains.kernel.ids import Ids


async def lock_case(case_id: UUID) -> Case | None:
    """The case, held until the caller's commit: two officers never answer at once."""
    return await Case.select_for_update().get_or_none(id=case_id)


async def take_step(
    case: Case, move: Move, *, actor: Actor, clock: Clock, ids: Ids, note: bytes | None = None
) -> bool:
    """Move a locked case; False, and nothing changed, where the move is not allowed.

    What the caller set on `case` before is saved with it. `note` is sealed already.
    """
    now, calendar = clock.now(), await working_calendar()
    after = moved(standing_of(case), move, now=now, calendar=calendar)
    if after is None:
        return False
    _settle(case, after, clock)
    await case.save()
    await _write_step(case, move, actor=actor, note=note, clock=clock, ids=ids)
    await set_case_timers(case, now=now, calendar=calendar, ids=ids)
    await outbox.record_all(_told(case, move), clock=clock, ids=ids)
    return True


def standing_of(case: Case) -> Standing:
    return Standing(
        kind=case.kind,
        state=case.state,
        received_at=case.received_at,
        last_day=case.last_day,
        paused_on=case.paused_on,
        extensions=case.extensions,
    )


def _settle(case: Case, after: Standing, clock: Clock) -> None:
    case.state, case.received_at = after.state, after.received_at
    case.last_day, case.due_at = after.last_day, after.due_at
    case.paused_on, case.extensions = after.paused_on, after.extensions
    case.changed_at = clock.now()
    if after.state in ANSWERS:
        case.answered_at = clock.now()


async def _write_step(
    case: Case, move: Move, *, actor: Actor, note: bytes | None, clock: Clock, ids: Ids
) -> None:
    step = await CaseStep.create(
        id=ids.new(),
        case_id=case.id,
        subject_id=case.subject_id,
        move=move,
        state=case.state,
        by=actor.person_id,
        by_system=actor.system,
        note=note,
        at=clock.now(),
    )
    await audit.record(
        actor,
        f"governance.case.{move}",
        subject_id=case.subject_id,
        reference=step.case_id,
        why=of_rights(actor),
        clock=clock,
        ids=ids,
    )


def _told(case: Case, move: Move) -> list[Event]:
    """Who must hear of it; most steps tell nobody."""
    if move is Move.SUBMIT and case.last_day is not None:
        return [CaseOpened(case.id, case.kind, case.applicant_id, case.subject_id, case.last_day)]
    if move is Move.EXTEND and case.last_day is not None:
        return [CaseExtended(case.id, case.kind, case.applicant_id, case.last_day)]
    if case.state in ANSWERS:
        return [CaseAnswered(case.id, case.kind, case.applicant_id, case.subject_id, case.state)]
    if case.state is CaseState.PROOF_ASKED:
        return [CaseWaits(case.id, case.kind, case.applicant_id, case.state)]
    return []
