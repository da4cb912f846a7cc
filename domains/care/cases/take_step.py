"""One step of the ladder: somebody is asked, and the next one is planned, in one transaction."""

from datetime import datetime
from uuid import UUID

from domains.care.cases.circle import circle_of
from domains.care.cases.events import GapFound, StepTaken
from domains.care.cases.ladder import ASKED_AGAIN, SILENCE, Place, Step, next_step
from domains.care.cases.let_119_hear import let_119_hear, not_sent
from domains.care.cases.levels import needs_a_human
from domains.care.cases.models import Case, CaseAsked, CaseStep
from domains.care.cases.next_step import plan_next
from domains.care.cases.seen_to import cried_at, settled_at
from domains.care.cases.vocabulary import CaseState, Gap, Level, Rung
from domains.care.check_ins.companion_call import companion_call
from domains.care.people.depths_of import depths_of
from domains.care.people.vocabulary import Depth
from domains.kernel import outbox
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def take_step(
    case: Case,
    *,
    due_at: datetime,
    again: bool = False,
    confirmed_by: UUID | None = None,
    clock: Clock,
    ids: Ids,
) -> Step:
    """Within the caller's transaction, which holds the case's lock.

    `confirmed_by` says that this may go to 119. `again`: somebody had taken the case and was
    silent. A case that is in somebody's hands stays there.
    """
    human = confirmed_by is None and await _waits_for_a_human(case)
    circle = await circle_of(case, at=clock.now())
    place = Place(case.next_rung, case.turn)
    step = next_step(place, circle, kind=case.kind, needs_a_human=human)
    step_id = await _keep(case, step, due_at=due_at, clock=clock, ids=ids)
    await _ask(case, step, step_id, confirmed_by=confirmed_by, clock=clock, ids=ids)
    await _tell(case, step, step_id, again=again, clock=clock, ids=ids)
    is_open = case.state is CaseState.OPEN
    wait = step.wait if is_open else SILENCE[case.level]
    for_her = is_open and step.rung is Rung.COMPANION
    await plan_next(case.id, at=clock.now() + wait, for_her=for_her, clock=clock)
    return step


async def _waits_for_a_human(case: Case) -> bool:
    return needs_a_human(
        case.kind,
        observed_at=case.observed_at,
        answered_at=case.answered_at,
        cried_at=await cried_at(case),
        settled_at=await settled_at(case),
    )


async def _keep(case: Case, step: Step, *, due_at: datetime, clock: Clock, ids: Ids) -> UUID:
    """Its number is one more than the last: a second taker of the same step would break here."""
    case.steps += 1
    case.rung, case.turn, case.next_rung = step.rung, step.turn, step.then.rung
    case.level = Level(max(case.level, step.level))
    await case.save()
    row = await CaseStep.create(
        id=ids.new(),
        case_id=case.id,
        no=case.steps,
        level=case.level,
        rung=step.rung,
        due_at=due_at,
        at=clock.now(),
    )
    return row.id


async def _ask(
    case: Case,
    step: Step,
    step_id: UUID,
    *,
    confirmed_by: UUID | None,
    clock: Clock,
    ids: Ids,
) -> None:
    if step.rung is Rung.COMPANION:
        await companion_call(
            case.senior_id, case_id=case.id, within=step.wait, clock=clock, ids=ids
        )
    if step.rung is Rung.HAND_OVER:
        await let_119_hear(case, confirmed_by=confirmed_by, clock=clock, ids=ids)
    know_why = await _who_knows_why(case, step, at=clock.now())
    await CaseAsked.bulk_create(
        [
            CaseAsked(
                id=ids.new(),
                step_id=step_id,
                case_id=case.id,
                person_id=ask.person_id,
                rung=ask.rung,
                knows_why=ask.person_id in know_why,
            )
            for ask in step.asks
        ]
    )


async def _who_knows_why(case: Case, step: Step, *, at: datetime) -> set[UUID]:
    """As deep as she lets them see; the control room, and who must decide about 119, hear why."""
    asked = {ask.person_id for ask in step.asks}
    if step.rung in ASKED_AGAIN:
        return asked
    depths = await depths_of(case.senior_id, asked, at=at)
    deep = {person for person, depth in depths.items() if depth.covers(Depth.REASONS)}
    return deep | {ask.person_id for ask in step.asks if ask.rung is Rung.CONFIRM}


async def _tell(
    case: Case, step: Step, step_id: UUID, *, again: bool, clock: Clock, ids: Ids
) -> None:
    taken = StepTaken(
        step_id=step_id,
        case_id=case.id,
        senior_id=case.senior_id,
        kind=case.kind,
        level=case.level,
        rung=step.rung,
        observed_at=case.observed_at,
        late=case.late,
        again=again,
    )
    gaps = [_gap(case, gap) for gap in dict.fromkeys(step.gaps)]
    failed = await not_sent(case) if step.rung is Rung.HAND_OVER else []
    await outbox.record_all([*gaps, taken, *failed], clock=clock, ids=ids)


def _gap(case: Case, gap: Gap) -> GapFound:
    return GapFound(case_id=case.id, senior_id=case.senior_id, gap=gap, dong_id=case.dong_id)
