"""Calls cells, and compares what came back with what was declared."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field

from graphql import GraphQLSchema
from tests.matrix import changes
from tests.matrix.arguments import NoBuilder, Wanted, variables
from tests.matrix.city import MatrixCity
from tests.matrix.dimensions import State
from tests.matrix.knock import Answer, knock
from tests.matrix.predict import Cell, Verdict, predict
from tests.matrix.selection import document

CONSENT_MISSING = b'"ConsentNotStanding"'
DOOR_CODES = {
    "UNAUTHENTICATED": Verdict.SIGN_IN,
    "STEP_UP_REQUIRED": Verdict.STEP_UP,
    "FORBIDDEN": Verdict.FORBIDDEN,
}
EMPTY = {
    "Query.erasures": frozenset(State) - {State.WITHDRAWN},
    "Query.consentHistory": {State.NEVER},
}
"""Lists that are empty in these states: nothing was withdrawn, nobody was ever asked."""

REFUSALS = frozenset(Verdict) - {Verdict.ANSWERS}


@dataclass
class Report:
    """What the matrix found; `leaks` is to be empty."""

    cells: int = 0
    leaks: list[str] = field(default_factory=list)

    def note(self, why: str) -> None:
        """Once, however many cells it stops."""
        if why not in self.leaks:
            self.leaks.append(why)

    def __str__(self) -> str:
        return "\n".join([f"{self.cells} cells, {len(self.leaks)} leaks", *self.leaks])


@dataclass(frozen=True)
class Called:
    """One call: what was said, and which tables were written to."""

    answer: Answer
    written: frozenset[str]


class Matrix:
    """The city, and the documents by which it is asked."""

    def __init__(
        self, city: MatrixCity, schema: GraphQLSchema, *, forget: Callable[[], Awaitable[object]]
    ) -> None:
        """`forget` empties what counts attempts: one cell's tries are not the next one's."""
        self._city, self._schema, self._forget = city, schema, forget
        self._documents: dict[str, str] = {}

    async def call_all(self, cells: Iterable[Cell]) -> Report:
        report = Report()
        for cell in cells:
            report.cells += 1
            try:
                report.leaks += [f"{cell}: {why}" for why in await self._leaks(cell)]
            except NoBuilder as missing:
                report.note(str(missing))
        return report

    async def _leaks(self, cell: Cell) -> list[str]:
        due = predict(cell)
        await self._forget()
        called = await self._call(cell, absent=False)
        absent = await self._call(cell, absent=True) if cell.entry.names_somebody else None
        why = _differs(cell, due, called.answer, absent.answer if absent else None)
        leaks = [f"declared {due.name}, but {why}"] if why else []
        if due in REFUSALS and called.written - {changes.REMEMBERED}:
            leaks.append(f"declared {due.name}, but wrote to {sorted(called.written)}")
        return leaks

    async def _call(self, cell: Cell, *, absent: bool) -> Called:
        city = self._city
        wanted = Wanted(
            entry=cell.entry,
            things=city.subject_of(cell),
            bystander=city.bystander,
            caller=city.caller_of(cell),
            absent=city.absent if absent else None,
            clock=city.clock,
            ids=city.ids,
        )
        async with changes.undone():
            authorization = await city.authorization(cell)
            before = await changes.touched()
            said = variables(wanted)
            answer = await knock(
                city.app,
                self._document(cell, said),
                said,
                authorization=authorization,
                streaming=cell.entry.kind == "subscription",
            )
            written = await changes.touched() - before
        return Called(answer, frozenset(written))

    def _document(self, cell: Cell, given: Collection[str]) -> str:
        entry = cell.entry
        if entry.name not in self._documents:
            self._documents[entry.name] = document(
                self._schema,
                kind=entry.kind,
                name=entry.field_name,
                field=entry.field,
                given=given,
            )
        return self._documents[entry.name]


def _differs(cell: Cell, due: Verdict, answer: Answer, absent: Answer | None) -> str:
    """Why the answer is not the one declared; empty where it is."""
    door = next((DOOR_CODES[code] for code in answer.codes if code in DOOR_CODES), None)
    as_absent = absent is not None and answer.masked == absent.masked
    match due:
        case Verdict.SIGN_IN | Verdict.STEP_UP:
            fits = door is due
        case Verdict.FORBIDDEN:
            fits = door is due and (absent is None or as_absent)
        case Verdict.AS_IF_ABSENT:
            fits = as_absent and set(answer.codes) <= {"FORBIDDEN"}
        case Verdict.NO_CONSENT:
            fits = as_absent or CONSENT_MISSING in answer.body or door is Verdict.FORBIDDEN
        case Verdict.ANSWERS:
            empty = as_absent and not _may_be_empty(cell)
            fits = not answer.codes and not empty and CONSENT_MISSING not in answer.body
    return "" if fits else f"got {answer.status} {answer.body[:300].decode(errors='replace')}"


def _may_be_empty(cell: Cell) -> bool:
    """Whether who may have it is answered as for nobody, because there is nothing to tell."""
    return cell.entry.is_blind or cell.state in EMPTY.get(cell.entry.name, ())
