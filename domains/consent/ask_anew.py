"""A text has changed in substance: who relies on an older one is asked, and told until when."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import ledger, standing
from domains.consent.catalogue import CATALOGUE, Purpose, Terms
from domains.consent.events import ConsentAsked
from domains.consent.fold import Action, Because, Stand, Word, follow
from domains.consent.ledger import Saying
from domains.consent.who_asks import locale_of
from domains.kernel import outbox, sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.one_by_one import one_by_one

HOUSE = system_actor("consent.timers")


async def ask_anew(*, clock: Clock, ids: Ids, limit: int) -> int:
    """Put the question to those who have not heard it yet; how many were asked."""
    asked = 0
    for terms in CATALOGUE.values():
        if len(terms.versions) > 1 and asked < limit:
            asked += await _ask_about(terms, clock=clock, ids=ids, limit=limit - asked)
    return asked


async def _ask_about(terms: Terms, *, clock: Clock, ids: Ids, limit: int) -> int:
    material = [text.number for text in terms.versions[1:] if text.material]
    if not material:
        return 0
    rows = await sql.fetch(
        """
        SELECT subject_id FROM consent.standing
        WHERE $1 = ANY(purposes) AND coalesce((terms -> $1 ->> 'version')::int, 1) < $2
          AND NOT coalesce((terms -> $1 ->> 'asked')::int >= $2, false)
        ORDER BY subject_id LIMIT $3
        """,
        terms.purpose,
        max(material),
        limit,
    )

    async def ask(subject_id: UUID) -> int:
        async with in_transaction():
            await _ask_one(subject_id, terms, clock=clock, ids=ids)
        return 1

    return await one_by_one([row["subject_id"] for row in rows], ask, what="questions")


async def _ask_one(subject_id: UUID, terms: Terms, *, clock: Clock, ids: Ids) -> None:
    purpose = terms.purpose
    stands = await standing.lock(subject_id, clock=clock)
    before = stands.get(purpose)
    ends = terms.stands_until(before.version) if before else None
    if before is None or ends is None or before.asked >= terms.version:
        return
    if before.until is not None and before.until <= clock.now():
        return  # over already: `end_due` says so, and nobody is asked about what has ended
    word = Word(purpose, Action.ASKED, terms.version, Because.TEXT, ends)
    saying = Saying(subject_id, word, await locale_of(subject_id))
    await ledger.write(HOUSE, saying, at=clock.now(), clock=clock, ids=ids)
    after = follow(before, word)
    assert after is not None
    await standing.save(subject_id, {**stands, purpose: after}, at=clock.now())
    await outbox.record(_news(subject_id, purpose, terms, after), clock=clock, ids=ids)


def _news(subject_id: UUID, purpose: Purpose, terms: Terms, stand: Stand) -> ConsentAsked:
    return ConsentAsked(subject_id, purpose, terms.version, stand.until)
