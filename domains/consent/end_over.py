"""What has ended by itself is ended in the books: at fourteen, after a term, with an old text.

The effect came with the moment, since who asks compares; the ledger, the erasure and the news
follow here, once.
"""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import ledger, standing
from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.end_purpose import Ending, end_purpose
from domains.consent.erasers import Erasers
from domains.consent.events import ConsentExpired, ConsentLapsed
from domains.consent.fold import Action, Because, Stand, Stands, Word, over
from domains.consent.ledger import Saying
from domains.consent.who_asks import locale_of
from domains.kernel import outbox, sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.events import Event
from domains.kernel.ids import Ids
from domains.kernel.one_by_one import one_by_one

HOUSE = system_actor("consent.timers")


async def end_due(*, erasers: Erasers, clock: Clock, ids: Ids, limit: int) -> int:
    """End what has come to its end, subject by subject; how many subjects that concerned.

    One subject's failure is raised after the others had their turn.
    """
    rows = await sql.fetch(
        "SELECT subject_id FROM consent.standing WHERE ends_at <= $1 ORDER BY ends_at LIMIT $2",
        clock.now(),
        limit,
    )

    async def end_one(subject_id: UUID) -> int:
        async with in_transaction():
            stands = await standing.lock(subject_id, clock=clock)
            await end_over(subject_id, stands, erasers=erasers, clock=clock, ids=ids)
        return 1

    subjects = [row["subject_id"] for row in rows]
    return await one_by_one(subjects, end_one, what="consents whose time is over")


async def end_over(
    subject_id: UUID, stands: Stands, *, erasers: Erasers, clock: Clock, ids: Ids
) -> dict[Purpose, Stand]:
    """End those of the locked `stands` whose time is over; what stands after that."""
    ended, left = over(stands, at=clock.now()), dict(stands)
    if not ended:
        return left
    locale = await locale_of(subject_id)
    for purpose, stand in ended.items():
        ending = Ending(subject_id, purpose, _action(stand), stand.because, locale)
        await end_purpose(HOUSE, ending, left, erasers=erasers, clock=clock, ids=ids)
        del left[purpose]
    for purpose in _lapsed(ended):
        asked = Word(purpose, Action.ASKED, CATALOGUE[purpose].version, Because.AGE)
        saying = Saying(subject_id, asked, locale)
        await ledger.write(HOUSE, saying, at=clock.now(), clock=clock, ids=ids)
    await outbox.record_all(_news(subject_id, ended), clock=clock, ids=ids)
    return left


def _action(stand: Stand) -> Action:
    return Action.LAPSED if stand.because is Because.AGE else Action.EXPIRED


def _lapsed(ended: Stands) -> list[Purpose]:
    return sorted(p for p, stand in ended.items() if stand.because is Because.AGE)


def _news(subject_id: UUID, ended: Stands) -> list[Event]:
    news: list[Event] = [
        ConsentExpired(subject_id, purpose, stand.because or Because.TERM, stand.until)
        for purpose, stand in sorted(ended.items())
        if stand.because is not Because.AGE and stand.until
    ]
    lapsed = _lapsed(ended)
    if lapsed and (at := ended[lapsed[0]].until):
        news.append(ConsentLapsed(subject_id, tuple(lapsed), at))
    return news
