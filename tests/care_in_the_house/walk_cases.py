"""Every case walked again: by what was raised and what people did, which step was due when?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from domains.care.cases.acts import SETTLING
from domains.care.cases.ladder import SILENCE, Circle, Guardian, Place, next_step
from domains.care.cases.levels import ASKED_FIRST, CRIES, first_rung, gravity, needs_a_human
from domains.care.public import cases
from domains.kernel import sql
from tests.care_in_the_house.run import Lived

STEP_WITHIN: Final = timedelta(minutes=2)
"""From when a step is due until it is taken: the run goes from minute to minute."""
_RAISED: Final = """
    SELECT id, case_id, kind, level, observed_at, raised_at, is_news FROM care.case_concerns
"""
_STEPS: Final = "SELECT id, case_id, rung, at FROM care.case_steps"
_SETTLING: Final = "SELECT id, case_id, at FROM care.case_acts WHERE kind = ANY($1::text[])"


@dataclass(slots=True)
class Walked:
    """`faults` name each step that was early, late, another one, or after the end."""

    cases: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    latest: timedelta = timedelta(0)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OneCase:
    """Where a case stands, and what is due in it."""

    circle: Circle
    answered_at: datetime | None
    walked: Walked
    kind: cases.ConcernKind = cases.ConcernKind.MISSED_CHECK_IN
    level: cases.Level = cases.Level.FAMILY
    observed_at: datetime | None = None
    cried_at: datetime | None = None
    settled_at: datetime | None = None
    place: Place | None = None
    rung: cases.Rung | None = None
    is_open: bool = True
    due: datetime | None = None

    def raised(self, row: Any) -> None:
        kind, level, at = (
            cases.ConcernKind(row["kind"]),
            cases.Level(row["level"]),
            row["raised_at"],
        )
        self.observed_at = max(row["observed_at"], self.observed_at or row["observed_at"])
        if kind in CRIES:
            self.cried_at = max(row["observed_at"], self.cried_at or row["observed_at"])
        is_graver = gravity(kind, level) > gravity(self.kind, self.level)
        if self.place is None or is_graver or row["is_news"]:
            self.kind = kind
            self.level = level if self.place is None else max(level, self.level)
            self.place, self.is_open, self.due = Place(first_rung(kind, self.level)), True, at
        elif self.rung is cases.Rung.COMPANION and self.is_open and kind not in ASKED_FIRST:
            self.due = at

    def done(self, what: str, at: datetime) -> None:
        """What was done before the latest signal takes nothing."""
        assert self.observed_at is not None
        if what == "act" and self.is_open and at <= self.observed_at:
            return
        self.is_open, self.due = False, at + SILENCE[self.level]

    def settled(self, at: datetime) -> None:
        self.settled_at = max(at, self.settled_at or at)

    def stepped(self, row: Any) -> Iterator[str]:
        assert self.place is not None
        assert self.observed_at is not None
        at, rung = row["at"], cases.Rung(row["rung"])
        # What is kept is her latest answer: one that came after the step says nothing of it.
        said = self.answered_at
        answered_at = None if said is None or said > row["at"] else said
        human = needs_a_human(
            self.kind,
            observed_at=self.observed_at,
            answered_at=answered_at,
            cried_at=self.cried_at,
            settled_at=self.settled_at,
        )
        step = next_step(self.place, self.circle, kind=self.kind, needs_a_human=human)
        if rung is not step.rung:
            yield f"{rung} was taken where {step.rung} was due"
        if self.due is None or at < self.due:
            yield f"{rung} too early: due {self.due}"
        elif at - self.due > STEP_WITHIN:
            yield f"{rung} too late: due {self.due}"
        if self.due is not None:
            self.walked.latest = max(self.walked.latest, at - self.due)
        self.walked.steps[rung.value] += 1
        self.level = max(self.level, step.level)
        self.rung, self.place, self.is_open, self.due = rung, step.then, True, at + step.wait


async def walk_cases(lived: Lived) -> Walked:
    walked, happened = Walked(), await _happened(lived)
    for row in await sql.fetch("SELECT * FROM care.cases ORDER BY opened_at, id"):
        walked.cases += 1
        walked.ended[row["ended_how"] or "open"] += 1
        case = OneCase(_circle(lived, row["senior_id"]), row["answered_at"], walked)
        events = happened.get(row["id"], [])
        ended = row["ended_at"] or lived.until
        faults = [*_walk(case, events, ended), *_after_the_end(case, events, ended)]
        walked.faults += [f"{row['senior_id']} {row['opened_at']}: {fault}" for fault in faults]
    return walked


def _walk(case: OneCase, events: Sequence[tuple[UUID, str, Any]], ended: datetime) -> Iterator[str]:
    """What somebody does after the end changes nothing."""
    for _, what, said in events:
        if what == "raised":
            case.raised(said)
        elif what == "step":
            yield from case.stepped(said)
        elif what == "settled":
            case.settled(said)
        elif said <= ended:
            case.done(what, said)


def _after_the_end(
    case: OneCase, events: Sequence[tuple[UUID, str, Any]], ended: datetime
) -> Iterator[str]:
    """Nothing comes after the end, and nothing that was due before it was left out."""
    late = [said["rung"] for _, what, said in events if what == "step" and said["at"] > ended]
    yield from (f"{rung} after the end" for rung in late)
    if case.due is not None and case.due + STEP_WITHIN < ended:
        yield f"the step due at {case.due} was lost"


async def _happened(lived: Lived) -> Mapping[UUID, list[tuple[UUID, str, Any]]]:
    """In the order of ids, which is that of time."""
    rows = [(row["id"], row["case_id"], "raised", row) for row in await sql.fetch(_RAISED)]
    rows += [(row["id"], row["case_id"], "step", row) for row in await sql.fetch(_STEPS)]
    rows += [(row["id"], row["case_id"], "settled", row["at"]) for row in await _settling()]
    rows += lived.days.witness.neighbours.did
    out: dict[UUID, list[tuple[UUID, str, Any]]] = {}
    for key, case, what, said in sorted(rows, key=lambda one: one[0].int & (1 << 62) - 1):
        out.setdefault(case, []).append((key, what, said))
    return out


async def _settling() -> Sequence[Any]:
    return await sql.fetch(_SETTLING, [kind.value for kind in SETTLING])


def _circle(lived: Lived, senior: UUID) -> Circle:
    """Day and night, all of the time: nobody's tie or office ends in this run, nor a phone."""
    people, guardians = lived.dong.people, lived.dong.guardians[senior]
    assert lived.dong.operator.person_id is not None
    return Circle(
        has_plan=True,
        has_line=True,
        guardians=tuple(Guardian(each, rank + 1, True) for rank, each in enumerate(guardians)),
        worker=people.worker,
        stand_in=people.stand_in,
        centre=(people.desk, people.manager),
        control_room=(lived.dong.operator.person_id,),
    )
