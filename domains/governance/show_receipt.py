"""What somebody who was erased can still learn: that it is done, and what the law keeps.

Who is erased has no account, no session and no key left. So a deletion case gives out a code
beforehand (`give_receipt.py`), shown once, of which the row keeps a SHA-256. It opens the closing
list, which names no person, as long after the answer as that may be objected to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domains.governance.case_policy import OBJECTION_TERM
from domains.governance.models import Case, Erasure
from domains.governance.vocabulary import CaseState
from domains.kernel.clock import Clock
from domains.kernel.written_code import digest_of


@dataclass(frozen=True, slots=True)
class NotErasedYet:
    """The request stands. `due` is the last day for its answer, None while it is a draft."""

    due: date | None


@dataclass(frozen=True, slots=True)
class NotErased:
    """The desk answered otherwise, and told the person why."""

    until: datetime


@dataclass(frozen=True, slots=True)
class ErasureReceipt:
    """The closing list. `finished_at` is None while jobs still destroy what lies elsewhere."""

    erased_at: datetime
    key_destroyed_at: datetime | None
    objects_destroyed_at: datetime | None
    finished_at: datetime | None
    kept: Sequence[Mapping[str, Any]]
    until: datetime


@dataclass(frozen=True, slots=True)
class NoReceipt:
    """No such code, or its time is over: the two look alike."""


async def show_receipt(
    code: str, *, clock: Clock
) -> ErasureReceipt | NotErased | NotErasedYet | NoReceipt:
    """What became of the case whose code this is; of whom it was, not a word."""
    case = await Case.get_or_none(receipt=digest_of(code))
    if case is None:
        return NoReceipt()
    erasure = await Erasure.filter(subject_id=case.subject_id).first()
    shown = _without_erasure(case) if erasure is None else await _closing_list(erasure)
    ended = isinstance(shown, NotErased | ErasureReceipt) and shown.until <= clock.now()
    return NoReceipt() if ended else shown


def _without_erasure(case: Case) -> NotErased | NotErasedYet | NoReceipt:
    if case.state is CaseState.WITHDRAWN:
        return NoReceipt()
    if case.answered_at is None:
        return NotErasedYet(case.last_day)
    return NotErased(case.answered_at + OBJECTION_TERM)


async def _closing_list(erasure: Erasure) -> ErasureReceipt:
    """Of the case that erased the person: they may have asked twice."""
    case = await Case.get(id=erasure.case_id)
    return ErasureReceipt(
        erased_at=erasure.erased_at,
        key_destroyed_at=erasure.key_destroyed_at,
        objects_destroyed_at=erasure.objects_destroyed_at,
        finished_at=erasure.finished_at,
        kept=case.kept or [],
        until=erasure.erased_at + OBJECTION_TERM,
    )
