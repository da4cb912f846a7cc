"""Whose telephone rang in one case, against whose had to, how often and when. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from uuid import UUID

from infra.chaos.care.found_dong import Dong
from infra.chaos.care.judge_asks import events_of, people_asked
from infra.chaos.care.ladder import CALL_AFTER, TEXT_AFTER, Kind, Step, Way
from infra.chaos.care.log import Deed, Done, Story
from infra.chaos.care.tables import CaseRow, StepRow
from infra.chaos.care.turns import Turn, turns_of
from infra.chaos.care.verdict import HELD_BACK, IN_FLIGHT, RINGS_WITHIN, CareVerdict, Ring

Rung = dict[str, list[Ring]]
"""What telephones got, by event; whoever judges one takes it out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which telephone is to get what, and from when on."""

    number: str
    way: Way
    due: datetime
    turn: Turn

    def is_meant_by(self, ring: Ring) -> bool:
        return (ring.number, ring.way) == (self.number, self.way) and ring.at in self.turn


def judge_rings(
    dong: Dong,
    story: Story,
    case: CaseRow,
    rung: Rung,
    verdict: CareVerdict,
    *,
    ended_at: datetime,
) -> None:
    """She is called each time she is asked; who did not see a push is written to, and then called.
    Each once, on their own telephone, and nothing once somebody has it."""
    for at, row in enumerate(case.steps):
        left = [one for event in events_of(case, row) for one in rung.pop(str(event), [])]
        people = people_asked(dong, story, case.steps[: at + 1])
        for wanted in _wanted(row, story.kind, people, dong):
            mine = [one for one in left if wanted.is_meant_by(one)]
            left = [one for one in left if one not in mine]
            if not mine and wanted.due + RINGS_WITHIN < ended_at:
                _judge_silence(story, row, wanted, verdict)
            _judge_mine(story, row, wanted, mine, verdict)
        verdict.faults["rang who was not to be"] += [
            f"{story.name}, {row.rung}: {one.way} to {one.number}" for one in left
        ]


def _wanted(row: StepRow, kind: Kind, people: set[UUID], dong: Dong) -> Iterator[Wanted]:
    numbers = [dong.numbers[person] for person in people & dong.numbers.keys()]
    for number, turn in product(numbers, turns_of(row, kind)):
        if row.rung == Step.COMPANION:
            yield Wanted(number, Way.CALL, turn.due, turn)
        else:
            yield Wanted(number, Way.TEXT, row.at + TEXT_AFTER, turn)
            yield Wanted(number, Way.CALL, row.at + TEXT_AFTER + CALL_AFTER, turn)


def _judge_silence(story: Story, row: StepRow, wanted: Wanted, verdict: CareVerdict) -> None:
    """Where nothing rang, somebody took it, or she answered, before that was due or just then."""
    spared = any(
        _stops(done, row) and done.span.since <= wanted.due + HELD_BACK for done in story.done
    )
    if not spared:
        name = f"{story.name}: {wanted.way} of {row.rung} at {row.at:%H:%M:%S.%f}"
        verdict.faults["telephones that never rang"].append(name)


def _judge_mine(
    story: Story, row: StepRow, wanted: Wanted, mine: Sequence[Ring], verdict: CareVerdict
) -> None:
    if len(mine) > 1:
        verdict.faults["telephones that rang twice"].append(f"{story.name}: {row.rung}")
    for ring in mine:
        late = ring.at - wanted.due
        verdict.rang[ring.way] += 1
        verdict.rang_late_s.append(late.total_seconds())
        if not timedelta(0) <= late <= RINGS_WITHIN:
            verdict.faults["telephones that rang early or late"].append(
                f"{story.name}: {wanted.way} of {row.rung}, {late.total_seconds():+.1f} s"
            )
        _judge_after(story, row, ring, verdict)


def _judge_after(story: Story, row: StepRow, ring: Ring, verdict: CareVerdict) -> None:
    for done in story.done:
        after = (ring.at - done.span.until).total_seconds()
        if _stops(done, row) and after > IN_FLIGHT.total_seconds():
            verdict.faults["telephones that rang after somebody took it"].append(
                f"{story.name}: {ring.way} of {row.rung}, {after:.1f} s after"
            )


def _stops(done: Done, row: StepRow) -> bool:
    """Whether from then on nobody is to hear of a step any more."""
    match done.deed:
        case Deed.CONFIRMED:
            return False
        case Deed.CALLED_FOR_HELP:
            return row.rung == Step.COMPANION
        case Deed.TAKEN | Deed.CLOSED | Deed.FINE:
            return row.at <= done.span.until
