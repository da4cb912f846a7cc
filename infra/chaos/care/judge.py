"""The log and the ladder against what the emulators and the tables show. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from infra.chaos.care.judge_asks import Shown, judge_asks
from infra.chaos.care.judge_rings import Rung, judge_rings
from infra.chaos.care.judge_steps import judge_steps
from infra.chaos.care.ladder import ByTelephone, Step, Way
from infra.chaos.care.log import Deed, Story, Struck
from infra.chaos.care.order import Side
from infra.chaos.care.tables import CaseRow
from infra.chaos.care.verdict import AFTER_WITHIN, HELD_BACK, CareVerdict, Notice, Ring, Seen

ALARM = "safety"
"""The category under which a case asks: each such notice must be accounted for."""


def judge(seen: Seen) -> CareVerdict:
    """Each step once, in its time; each ask once, on the right phone; 119 once where it is due."""
    verdict, shown, rung = CareVerdict(), _by_event(seen.notices), _rung(seen.rings)
    cases = _by_senior(seen.cases)
    for story in seen.stories:
        mine = cases.pop(story.senior, [])
        if len(mine) != 1:
            verdict.faults["not exactly one case"].append(f"{story.name}: {len(mine)}")
            continue
        judge_steps(story, mine[0].steps, ended_at=seen.ended_at, verdict=verdict)
        judge_asks(seen.dong, story, mine[0], shown, verdict)
        judge_rings(seen.dong, story, mine[0], rung, verdict, ended_at=seen.ended_at)
    for event, notices in shown.items():
        strays = [one.token for one in notices if one.category == ALARM]
        verdict.faults["alarms of no step"] += [f"{event} on {token}" for token in strays]
    verdict.faults["calls of no step"] += [
        f"{event} to {one.number}"
        for event, rings in rung.items()
        for one in rings
        if one.way is Way.CALL
    ]
    for senior, strange in cases.items():
        verdict.faults["cases of nobody's story"].append(f"{senior}: {len(strange)}")
    _judge_119(seen, verdict)
    _judge_blows(seen, verdict)
    if seen.given_up:
        verdict.faults["events given up"].append(str(seen.given_up))
    return verdict


def _by_event(notices: Sequence[Notice]) -> Shown:
    found: Shown = defaultdict(list)
    for notice in notices:
        found[notice.event_id].append(notice)
    return found


def _rung(rings: Sequence[Ring]) -> Rung:
    found: Rung = defaultdict(list)
    for ring in rings:
        found[ring.event_id].append(ring)
    return found


def _by_senior(cases: Sequence[CaseRow]) -> dict[UUID, list[CaseRow]]:
    found: dict[UUID, list[CaseRow]] = defaultdict(list)
    for case in cases:
        found[case.senior_id].append(case)
    return found


def _judge_119(seen: Seen, verdict: CareVerdict) -> None:
    """One dispatch for each case that was handed over, none where that was over at once. The same
    one told again is one to them."""
    known: set[UUID] = set()
    over = _over(seen.stories)
    for case in seen.cases:
        told_at = next((row.at for row in case.steps if row.rung == Step.HAND_OVER), None)
        dispatches = [call for call in case.calls if call in seen.dispatched]
        known |= set(dispatches)
        ended = over.get(case.senior_id)
        spared = told_at and ended and not dispatches and ended <= told_at + HELD_BACK
        if len(dispatches) != (told_at is not None) and not spared:
            verdict.faults["119 not told exactly once"].append(f"{case.id}: {len(dispatches)}")
        verdict.told_119 += len(dispatches)
        verdict.told_119_again += sum(seen.dispatched[call] - 1 for call in dispatches)
    for stray in seen.dispatched.keys() - known:
        verdict.faults["119 told of no case"].append(str(stray))


def _over(stories: Sequence[Story]) -> dict[UUID, datetime]:
    """When somebody began to end her case."""
    return {
        story.senior: done.span.since
        for story in stories
        for done in story.done
        if done.deed in (Deed.CLOSED, Deed.FINE)
    }


def _judge_blows(seen: Seen, verdict: CareVerdict) -> None:
    """A blow that fell on the wrong side of its step proves nothing. A turn of a chain leaves no
    moment in the tables: it comes after its time, and who struck after it had seen it gone."""
    steps = {
        (case.senior_id, row.rung): row.at
        for case in reversed(seen.cases)
        for row in reversed(case.steps)
    }
    verdict.faults["blows that never fell"] += seen.left
    for blow in seen.struck:
        at = blow.due
        if not isinstance(blow.beat, ByTelephone):
            at = steps.get((blow.senior, blow.beat))
        if at is None or not _is_beside(blow, (blow.at - at).total_seconds()):
            verdict.faults["blows on the wrong side"].append(
                f"{blow.victim} {blow.side} {blow.beat}: {blow.at}, which was at {at}"
            )


def _is_beside(blow: Struck, after_s: float) -> bool:
    if blow.side == Side.BEFORE:
        return after_s <= 0
    return 0 <= after_s <= AFTER_WITHIN.total_seconds()
