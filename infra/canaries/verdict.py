"""What was found beside what the answers said is kept: equal, item by item, or a fault."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from infra.canaries.canary import Canary
from infra.canaries.erase import KeptItem, Withdrawn
from infra.canaries.look_everywhere import CITY, KEYS
from infra.canaries.search import Find
from infra.canaries.town import ID

STORES = (CITY, KEYS)


@dataclass(frozen=True, slots=True)
class Line:
    """One table: how many rows name the person, and how many the answer says are kept."""

    whose: str
    place: str
    found: int
    kept: KeptItem | None

    @property
    def agrees(self) -> bool:
        return self.kept is not None and self.kept.rows == self.found


@dataclass
class Verdict:
    """All faults by kind; none is what a run must show."""

    lines: list[Line] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not any(self.faults.values())

    def blame(self, kind: str, names: Iterable[str]) -> None:
        self.faults.setdefault(kind, []).extend(names)


def judge_erasures(
    verdict: Verdict, finds: Sequence[Find], answers: Mapping[str, Sequence[KeptItem]]
) -> None:
    """Only the id may be left, only in what was listed, in exactly as many rows."""
    for whose, kept in answers.items():
        of_theirs = [find for find in finds if find.canary.whose == whose]
        lawful = [find for find in of_theirs if find.canary.what == ID and find.room in STORES]
        verdict.blame("left behind", (_told(find) for find in of_theirs if find not in lawful))
        rows = {find.place: find.rows for find in lawful}
        listed = {one.what: one for one in kept}
        for place in sorted(rows.keys() | listed.keys()):
            line = Line(whose, place, rows.get(place, 0), listed.get(place))
            verdict.lines.append(line)
            if not line.agrees:
                verdict.blame("the answer and the tables differ", [_difference(line)])


def judge_withdrawals(
    verdict: Verdict, finds: Sequence[Find], answers: Sequence[Withdrawn]
) -> None:
    """Where the phone was is known nowhere once nothing is agreed to any more."""
    where = [find for find in finds if "fix" in find.canary.what]
    verdict.blame("held after the withdrawal", (_told(find) for find in where))
    for answer in answers:
        told = {one.what: one.rows for one in answer.kept}
        if told != answer.found:
            difference = f"{answer.purpose}: found {answer.found}, the answer says {told}"
            verdict.blame("a withdrawal's answer and the tables differ", [difference])


def judge_seals(verdict: Verdict, finds: Iterable[Find]) -> None:
    """A sealed text lies nowhere in the clear, whoever is erased or not."""
    verdict.blame("in the clear", (_told(find) for find in finds if find.canary.sealed))


def judge_neighbours(
    verdict: Verdict, before: Sequence[Find], after: Sequence[Find], stay: Sequence[Canary]
) -> None:
    """What neighbours hold in the open is in as many rows as before, but for what names both."""
    names = {canary.name for canary in stay if canary.what != ID}
    held = {(one.canary.name, one.place): one.rows for one in after if one.room == CITY}
    for find in before:
        if find.room == CITY and find.canary.name in names:
            left = held.get((find.canary.name, find.place), 0)
            if left < find.rows:
                verdict.blame("neighbours lost", [f"{_told(find)}: {left} left"])


def _told(find: Find) -> str:
    return f"{find.canary.name} in {find.room}, {find.place} ({find.form}, {find.rows} rows)"


def _difference(line: Line) -> str:
    said = "nothing" if line.kept is None else f"{line.kept.rows} rows"
    return f"{line.whose}: {line.place} names them in {line.found} rows, the answer says {said}"
