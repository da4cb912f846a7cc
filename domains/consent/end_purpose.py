"""One purpose of one subject ends: closed, destroyed, and what must follow written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domains.consent import erasures, ledger, standing, timers
from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.erasers import Erased, Erasers
from domains.consent.fold import Action, Because, Stands, Word
from domains.consent.ledger import Saying
from domains.consent.location_uses import forget_location_uses
from domains.consent.withdrawal_rule import KEEP_LOCATION_USES
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Ending:
    """Which purpose ends, and by which word."""

    subject_id: UUID
    purpose: Purpose
    action: Action
    because: Because | None
    locale: Locale


@dataclass(frozen=True, slots=True)
class Ended:
    """`stood` is False where nothing had stood; `follows` names the stores that owe a proof."""

    stood: bool
    erased: Sequence[Erased]
    follows: Sequence[str]


async def end_purpose(
    actor: Actor, ending: Ending, stands: Stands, *, erasers: Erasers, clock: Clock, ids: Ids
) -> Ended:
    """Close, erase and open the case, in the transaction that holds the locked `stands`."""
    subject_id, purpose, now = ending.subject_id, ending.purpose, clock.now()
    stand = stands.get(purpose)
    version = stand.version if stand else CATALOGUE[purpose].version
    word = Word(purpose, ending.action, version, ending.because)
    saying = Saying(subject_id, word, ending.locale)
    case_id = await ledger.write(actor, saying, at=now, clock=clock, ids=ids)
    rest = {one: still for one, still in stands.items() if one != purpose}
    await standing.save(subject_id, rest, at=now)
    await timers.forget(subject_id, purpose)
    if purpose in erasers.first:
        await erasers.first[purpose](subject_id, purpose, clock=clock, ids=ids)
    erased = await _erase(ending, erasers, clock=clock)
    if stand is not None:
        case = erasures.Case(case_id, subject_id, purpose, erased, now)
        await erasures.open_case(case, erasers.stores, ids=ids)
    return Ended(stand is not None, erased, list(erasers.stores) if stand else [])


async def _erase(ending: Ending, erasers: Erasers, *, clock: Clock) -> list[Erased]:
    """What the database holds under the purpose, and its record of uses only if the rule says."""
    erased: list[Erased] = []
    if ending.purpose in erasers.within:
        eraser = erasers.within[ending.purpose]
        erased += await eraser(ending.subject_id, ending.purpose, clock.now())
    if not KEEP_LOCATION_USES:
        rows = await forget_location_uses(ending.subject_id, ending.purpose)
        erased.append(Erased("consent.location_uses", rows))
    return erased
