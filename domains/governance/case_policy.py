"""How a case may move, and what each move does to its clock. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domains.governance.legal_clock import (
    TERMS,
    WorkingCalendar,
    end_of,
    extended,
    last_day,
    resumed,
)
from domains.governance.vocabulary import CaseKind, CaseState
from domains.kernel.clock import seoul_date

OBJECTION_TERM = timedelta(days=90)
"""As long as an answer may be objected to (개인정보 보호법 §38⑤; 행정심판법 §27)."""


class Move(StrEnum):
    """One step of a case."""

    SUBMIT = "submit"
    CONFIRM_IDENTITY = "confirm_identity"
    ASK_PROOF = "ask_proof"
    BRING_PROOF = "bring_proof"
    EXTEND = "extend"
    ANSWER = "answer"
    REFUSE_PARTLY = "refuse_partly"
    REFUSE = "refuse"
    CLOSE = "close"
    WITHDRAW = "withdraw"


STEPS: dict[tuple[CaseState, Move], CaseState] = {
    (CaseState.DRAFT, Move.SUBMIT): CaseState.RECEIVED,
    (CaseState.DRAFT, Move.WITHDRAW): CaseState.WITHDRAWN,
    (CaseState.RECEIVED, Move.CONFIRM_IDENTITY): CaseState.IN_PROGRESS,
    (CaseState.RECEIVED, Move.ASK_PROOF): CaseState.PROOF_ASKED,
    (CaseState.RECEIVED, Move.REFUSE): CaseState.REFUSED,
    (CaseState.RECEIVED, Move.WITHDRAW): CaseState.WITHDRAWN,
    (CaseState.PROOF_ASKED, Move.BRING_PROOF): CaseState.RECEIVED,
    (CaseState.PROOF_ASKED, Move.CONFIRM_IDENTITY): CaseState.IN_PROGRESS,
    (CaseState.PROOF_ASKED, Move.WITHDRAW): CaseState.WITHDRAWN,
    (CaseState.IN_PROGRESS, Move.EXTEND): CaseState.IN_PROGRESS,
    (CaseState.IN_PROGRESS, Move.ANSWER): CaseState.ANSWERED,
    (CaseState.IN_PROGRESS, Move.REFUSE_PARTLY): CaseState.PARTLY_REFUSED,
    (CaseState.IN_PROGRESS, Move.REFUSE): CaseState.REFUSED,
    (CaseState.IN_PROGRESS, Move.WITHDRAW): CaseState.WITHDRAWN,
    (CaseState.ANSWERED, Move.CLOSE): CaseState.CLOSED,
    (CaseState.PARTLY_REFUSED, Move.CLOSE): CaseState.CLOSED,
    (CaseState.REFUSED, Move.CLOSE): CaseState.CLOSED,
}
"""All that may happen; what is not here may not. Nothing drops a case that waits for a proof."""

CLOCK_RUNS = frozenset({CaseState.RECEIVED, CaseState.IN_PROGRESS})
ANSWERS = frozenset({CaseState.ANSWERED, CaseState.PARTLY_REFUSED, CaseState.REFUSED})
OVER = ANSWERS | {CaseState.CLOSED, CaseState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands, as far as its clock goes; days are Seoul's."""

    kind: CaseKind
    state: CaseState
    received_at: datetime | None = None
    last_day: date | None = None
    paused_on: date | None = None
    extensions: int = 0

    @property
    def due_at(self) -> datetime | None:
        """When the term is over; None where no clock was set going."""
        return None if self.last_day is None else end_of(self.last_day)


def moved(
    standing: Standing, move: Move, *, now: datetime, calendar: WorkingCalendar
) -> Standing | None:
    """Where the case stands after a move; None where the move is not allowed."""
    state = STEPS.get((standing.state, move))
    if state is None or not _within_the_law(standing, move):
        return None
    after = replace(standing, state=state)
    match move:
        case Move.SUBMIT:
            return _set_going(after, now, calendar)
        case Move.ASK_PROOF:
            return replace(after, paused_on=seoul_date(now))
        case Move.EXTEND:
            return _lengthened(after, calendar)
        case _:
            return _going_on(after, now, calendar)


def _within_the_law(standing: Standing, move: Move) -> bool:
    """An extension is a law's: so often, and only before the term is over."""
    return move is not Move.EXTEND or standing.extensions < TERMS[standing.kind].extensions


def _set_going(standing: Standing, now: datetime, calendar: WorkingCalendar) -> Standing:
    days = TERMS[standing.kind].days
    return replace(standing, received_at=now, last_day=last_day(seoul_date(now), days, calendar))


def _lengthened(standing: Standing, calendar: WorkingCalendar) -> Standing:
    if standing.last_day is None:
        return standing
    later = extended(standing.last_day, TERMS[standing.kind], calendar)
    return replace(standing, last_day=later, extensions=standing.extensions + 1)


def _going_on(standing: Standing, now: datetime, calendar: WorkingCalendar) -> Standing:
    """A clock that rested goes on from where it stood."""
    if standing.paused_on is None or standing.last_day is None:
        return standing
    later = resumed(
        standing.last_day, paused_on=standing.paused_on, on=seoul_date(now), calendar=calendar
    )
    return replace(standing, paused_on=None, last_day=later)
