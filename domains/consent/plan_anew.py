"""A birth date was put right: until when each word stands is counted anew, by the right day.

A guardian's word ends with the right fourteenth birthday. A word that somebody gave for themselves
who, as is known now, was under fourteen, was theirs to give at no time and ends at once.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import lapse, ledger, standing, timers
from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.end_over import HOUSE, end_over
from domains.consent.end_purpose import Ending, end_purpose
from domains.consent.erasers import Erasers
from domains.consent.events import ConsentExpired
from domains.consent.fold import Action, Because, Stand, Stands, Word, follow
from domains.consent.ledger import Saying
from domains.consent.policy import own_word_from
from domains.consent.timers import Kind
from domains.consent.who_asks import locale_of
from domains.identity import public as identity
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def plan_anew(subject_id: UUID, *, erasers: Erasers, clock: Clock, ids: Ids) -> None:
    """Safe to repeat: what is planned rightly stays as it is."""
    async with in_transaction():
        card = (await identity.people([subject_id], named=False)).get(subject_id)
        if card is None or card.birth_date is None:
            return
        fourteen = own_word_from(card.birth_date)
        stands: Stands = await standing.lock(subject_id, clock=clock)
        own = await _given_by_themselves(subject_id)
        if fourteen > clock.now():
            stands = await _end(subject_id, own, stands, erasers=erasers, clock=clock, ids=ids)
        guarded = {p: stand for p, stand in stands.items() if p not in own}
        later = {p: moved(p, stand, fourteen) for p, stand in guarded.items()}
        changed = {p: stand for p, stand in later.items() if stand != guarded[p]}
        await _keep(subject_id, changed, stands, clock=clock, ids=ids)
        await end_over(subject_id, {**stands, **changed}, erasers=erasers, clock=clock, ids=ids)


def moved(purpose: Purpose, stand: Stand, fourteen: datetime) -> Stand:
    """A guardian's word by the right birthday: AGE ends it there, another end only if earlier.

    Pure. A later birthday lengthens what the wrong one had cut, as far as the text allows.
    """
    if stand.because is Because.AGE:
        text_ends = CATALOGUE[purpose].stands_until(stand.version) if stand.asked else None
        if text_ends is not None and text_ends < fourteen:
            return _until(purpose, stand, text_ends, Because.TEXT)
        return _until(purpose, stand, fourteen, Because.AGE)
    if stand.until is None or fourteen <= stand.until:
        return _until(purpose, stand, fourteen, Because.AGE)
    return stand


def _until(purpose: Purpose, stand: Stand, until: datetime, because: Because) -> Stand:
    return follow(stand, _word(purpose, stand.version, until, because)) or stand


def _word(purpose: Purpose, version: int, until: datetime | None, because: Because | None) -> Word:
    return Word(purpose, Action.RECONFIRMED, version, because, until)


async def _keep(
    subject_id: UUID, changed: Stands, stands: Stands, *, clock: Clock, ids: Ids
) -> None:
    """The new ends in the ledger and in the row; the family is told before the right day."""
    if not changed:
        return
    now, locale = clock.now(), await locale_of(subject_id)
    for purpose, stand in sorted(changed.items()):
        word = _word(purpose, stand.version, stand.until, stand.because)
        await ledger.write(HOUSE, Saying(subject_id, word, locale), at=now, clock=clock, ids=ids)
    await standing.save(subject_id, {**stands, **changed}, at=now)
    await timers.call_off(subject_id, Kind.LAPSE_COMING)
    for stand in changed.values():
        await lapse.set_notices(subject_id, stand, clock=clock, ids=ids)


async def _given_by_themselves(subject_id: UUID) -> frozenset[Purpose]:
    """The purposes to which the last yes was the subject's own, by a stand-in's mouth too."""
    rows = await sql.fetch(
        """
        SELECT purpose FROM (
            SELECT DISTINCT ON (purpose) purpose, decided_by, on_behalf_of FROM consent.ledger
            WHERE subject_id = $1 AND action = 'granted' ORDER BY purpose, number DESC
        ) AS last_yes WHERE $1 IN (decided_by, on_behalf_of)
        """,
        subject_id,
    )
    return frozenset(Purpose(row["purpose"]) for row in rows)


async def _end(
    subject_id: UUID,
    own: Collection[Purpose],
    stands: Stands,
    *,
    erasers: Erasers,
    clock: Clock,
    ids: Ids,
) -> Stands:
    """What a child had said for itself ends with its data, and is told; what stands after that."""
    left, now, locale = dict(stands), clock.now(), await locale_of(subject_id)
    for purpose in sorted(own & stands.keys()):
        ending = Ending(subject_id, purpose, Action.EXPIRED, Because.AGE, locale)
        await end_purpose(HOUSE, ending, left, erasers=erasers, clock=clock, ids=ids)
        del left[purpose]
        news = ConsentExpired(subject_id, purpose, Because.AGE, now)
        await outbox.record(news, clock=clock, ids=ids)
    return left
