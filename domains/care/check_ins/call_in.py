"""Somebody calls us from a number that a senior proved: she may say so, or it may be the sign."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.care.check_ins.hear import Answer
from domains.care.check_ins.models import StoredPlan
from domains.care.check_ins.read_answer import read_answer
from domains.care.check_ins.said import Said
from domains.care.check_ins.stored_plan import from_row
from domains.care.check_ins.vocabulary import Meaning, Way
from domains.care.check_ins.volunteer import hear_unasked
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that came in. `said` None: she hung up before anything was asked."""

    call_id: UUID
    at: datetime
    said: Said | None
    locale: Locale


async def callers(person_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the people behind one number who are asked how they are."""
    rows = await StoredPlan.filter(senior_id__in=list(person_ids))
    return frozenset(row.senior_id for row in rows)


async def call_in(
    person_ids: Collection[UUID], call: Call, *, clock: Clock, ids: Ids
) -> Meaning | None:
    """What a call meant, and to everybody it may have been; None where it meant nothing.

    Within the caller's transaction. Two seniors share a telephone: "I'm fine" is then nobody's,
    and anything else may be either's.
    """
    seniors = await callers(person_ids)
    meaning = await _meaning(seniors, call)
    if meaning is None or (meaning is Meaning.FINE and len(seniors) > 1):
        return None
    for senior_id in sorted(seniors):
        await hear_unasked(senior_id, _answer(call, meaning), clock=clock, ids=ids)
    return meaning


def _answer(call: Call, meaning: Meaning) -> Answer:
    return Answer(
        meaning=meaning,
        way=Way.CALLED_IN,
        reference=call.call_id,
        said_at=call.at,
        wordless=call.said is None,
    )


async def _meaning(seniors: Collection[UUID], call: Call) -> Meaning | None:
    """A call without a word is "I'm fine" of whoever planned it so, and of nobody else; and to the
    day's question alone, since it is no word."""
    if not seniors:
        return None
    if call.said is not None:
        return read_answer(call.said, locale=call.locale)
    plans = await StoredPlan.filter(senior_id__in=list(seniors))
    agreed = all(from_row(row.plan).calling_in_answers for row in plans)
    return Meaning.FINE if agreed else None
