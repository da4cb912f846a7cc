"""Who was asked in one case against who had to be, on whose phone, how often and when. Pure."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from infra.chaos.care.found_dong import Dong
from infra.chaos.care.ladder import Step, asked_in
from infra.chaos.care.log import Deed, Done, Story
from infra.chaos.care.tables import CaseRow, StepRow
from infra.chaos.care.turns import Turn, turns_of
from infra.chaos.care.verdict import HELD_BACK, IN_FLIGHT, SHOWN_WITHIN, CareVerdict, Notice

Shown = dict[str, list[Notice]]
"""What phones showed, by event; whoever judges a notice takes it out."""


def judge_asks(dong: Dong, story: Story, case: CaseRow, shown: Shown, verdict: CareVerdict) -> None:
    """Each once on the one phone of each who had to be asked, and on nobody else's."""
    for at, row in enumerate(case.steps):
        wanted = people_asked(dong, story, case.steps[: at + 1])
        _judge_row(story, row, wanted, verdict)
        notices = [one for event in events_of(case, row) for one in shown.pop(str(event), [])]
        for person in wanted:
            mine = [one for one in notices if one.token == str(person)]
            for turn in turns_of(row, story.kind):
                _judge_ask(story, row, turn, [one for one in mine if one.at in turn], verdict)
        strays = [one.token for one in notices if one.token not in map(str, wanted)]
        verdict.faults["asked who was not to be"] += [f"{story.name}, {row.rung}: {strays}"] * bool(
            strays
        )


def people_asked(dong: Dong, story: Story, steps: Sequence[StepRow]) -> set[UUID]:
    """In the last of these steps."""
    *earlier, row = steps
    asked = asked_in(Step(row.rung), before=[one.rung for one in earlier])
    return {dong.person(each, dong.seniors[story.name]) for each in asked}


def _judge_row(story: Story, row: StepRow, wanted: set[UUID], verdict: CareVerdict) -> None:
    """She herself is asked by a question of its own, which stands elsewhere."""
    asked = set() if row.rung == Step.COMPANION else wanted
    if row.people != asked:
        verdict.faults["the table names others"].append(f"{story.name}: {row.rung}")


def events_of(case: CaseRow, row: StepRow) -> Iterator[UUID]:
    """A step is told under its own id to those who hear why, under its twin to the others."""
    if row.rung == Step.COMPANION:
        yield from case.questions
    else:
        yield row.id
        yield UUID(int=row.id.int ^ 1)


def _judge_ask(
    story: Story, row: StepRow, turn: Turn, mine: Sequence[Notice], verdict: CareVerdict
) -> None:
    name = f"{story.name}: {row.rung} at {turn.due:%H:%M:%S.%f}"
    verdict.asks += 1
    if not mine:
        if not any(_held_back(done, row, turn) for done in story.done):
            verdict.faults["asks lost"].append(name)
        return
    if len(mine) > 1 or (mine[0].shown_times, mine[0].alerts) != (1, 1):
        verdict.faults["asks doubled"].append(f"{name}: {len(mine)}, {mine[0].shown_times} times")
    for notice in mine:
        verdict.shown_late_s.append((notice.at - turn.due).total_seconds())
        if notice.at - turn.due > SHOWN_WITHIN:
            verdict.faults["asks late"].append(f"{name}: {verdict.shown_late_s[-1]:.1f} s")
        _judge_silence(story, row, notice, verdict)


def _held_back(done: Done, row: StepRow, turn: Turn) -> bool:
    return row.at <= done.span.until and done.span.since <= turn.due + HELD_BACK


def _judge_silence(story: Story, row: StepRow, notice: Notice, verdict: CareVerdict) -> None:
    """Once somebody has it, what had not been shown is shown no more."""
    for done in story.done:
        if done.deed is Deed.TAKEN and row.at <= done.span.until:
            after = (notice.at - done.span.until).total_seconds()
            verdict.after_taken_s.append(after)
            if after > IN_FLIGHT.total_seconds():
                verdict.faults["asks after somebody took it"].append(
                    f"{story.name}: {row.rung}, {after:.1f} s after"
                )
