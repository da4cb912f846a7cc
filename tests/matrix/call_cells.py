"""Calls cells, and compares what came back with what was declared."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field

from graphql import GraphQLSchema
from tests.matrix import changes
from tests.matrix.arguments import NoBuilder, Wanted, takes_an_id, variables
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

FORGET_EVERY = 4
"""Cells, of two calls each at most: the strictest counter lets five of a kind in."""


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
        """`forget` empties what counts attempts: one cell's tries are not another one's."""
        self._city, self._schema, self._forget = city, schema, forget
        self._documents: dict[str, str] = {}
        self._absent: dict[tuple[object, ...], bytes] = {}

    async def call_all(self, cells: Iterable[Cell]) -> Report:
        report = Report()
        for cell in cells:
            if report.cells % FORGET_EVERY == 0:
                await self._forget()
            report.cells += 1
            try:
                report.leaks += [f"{cell}: {why}" for why in await self._leaks(cell)]
            except NoBuilder as missing:
                report.note(str(missing))
        return report

    async def _leaks(self, cell: Cell) -> list[str]:
        due = predict(cell)
        called = await self._call(cell, absent=False)
        absent = await self._answer_for_nobody(cell) if takes_an_id(cell.entry) else None
        why = _differs(cell, due, called.answer, absent)
        leaks = [f"declared {due.name}, but {why}"] if why else []
        if due in REFUSALS and called.written - {changes.REMEMBERED}:
            leaks.append(f"declared {due.name}, but wrote to {sorted(called.written)}")
        return leaks

    async def _answer_for_nobody(self, cell: Cell) -> bytes:
        """Masked, and asked once of each caller: it cannot hang on consents of nobody."""
        city, credential = self._city, cell.credential
        who = None if credential.is_no_good else (city.caller_of(cell), city.acts_for(cell))
        key = (cell.entry, credential, who)
        if key not in self._absent:
            self._absent[key] = (await self._call(cell, absent=True)).answer.masked
        return self._absent[key]

    async def _call(self, cell: Cell, *, absent: bool) -> Called:
        """A credential that is no good meets no transaction: the digest at the end is enough."""
        if cell.credential.is_no_good:
            return Called(await self._knock(cell, absent=absent), frozenset())
        counted = predict(cell) in REFUSALS and not absent
        async with changes.undone():
            await self._city.appoint(cell)
            before = await changes.touched() if counted else Counter[str]()
            answer = await self._knock(cell, absent=absent)
            written = await changes.touched() - before if counted else ()
        return Called(answer, frozenset(written))

    async def _knock(self, cell: Cell, *, absent: bool) -> Answer:
        city = self._city
        said = variables(
            Wanted(
                entry=cell.entry,
                things=city.subject_of(cell),
                bystander=city.bystander,
                caller=city.caller_of(cell),
                absent=city.absent if absent else None,
                clock=city.clock,
                ids=city.ids,
            )
        )
        return await knock(
            city.app,
            self._document(cell, said),
            said,
            authorization=city.authorization(cell),
            on_behalf_of=city.acts_for(cell),
            streaming=cell.entry.kind == "subscription",
        )

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


def _differs(cell: Cell, due: Verdict, answer: Answer, absent: bytes | None) -> str:
    """Why the answer is not the one declared; empty where it is."""
    door = next((DOOR_CODES[code] for code in answer.codes if code in DOOR_CODES), None)
    as_absent = absent is not None and answer.masked == absent
    match due:
        case Verdict.SIGN_IN | Verdict.STEP_UP | Verdict.FORBIDDEN:
            fits = door is due and (absent is None or as_absent)
        case Verdict.AS_IF_ABSENT:
            fits = as_absent and set(answer.codes) <= {"FORBIDDEN"}
        case Verdict.NO_CONSENT:
            fits = as_absent or CONSENT_MISSING in answer.body or door is Verdict.FORBIDDEN
        case Verdict.ANSWERS:
            silent = answer.codes or CONSENT_MISSING in answer.body
            fits = not silent and _tells_enough(cell, as_absent=as_absent)
    return "" if fits else f"got {answer.status} {answer.body[:300].decode(errors='replace')}"


def _tells_enough(cell: Cell, *, as_absent: bool) -> bool:
    """Somebody's own answer is not the one for nobody; where nobody is to be told, it is."""
    if cell.entry.is_blind:
        return as_absent
    if not cell.entry.names_somebody or cell.state in EMPTY.get(cell.entry.name, ()):
        return True
    return not as_absent
