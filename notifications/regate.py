"""Ask the gate again about deliveries that waited or failed: what was right may be wrong now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from infra.database import OUTAGES
from notifications.claimed import Claimed
from notifications.gate import Hold, Reason, Verdict
from notifications.lanes import Lane
from notifications.nightfall import next_nightfall
from notifications.statements import Statement

log = structlog.get_logger()

STILL_FRESH = timedelta(seconds=30)
"""A decision this young is not asked for again before the first attempt: the usual delivery costs
no second look. A retry always asks: a relation may have ended since."""

ASKED_AT_MOST: Final = 25
"""Events that one turn asks about again, each with up to six statements, one after the other. A
lease is five seconds longer than its sending may take: so many leave each statement 33 ms. A whole
batch of different events, as it waits after an outage, would outlast its lease, begin nothing, and
do the same again when it is next claimed."""

UNJUDGED_WAITS = timedelta(seconds=15)
"""What nobody can judge goes nowhere; as often it is asked about anew, until it expires. The Hold's
reason is told to nobody: a delivery keeps its own."""

Verdicts = dict[tuple[UUID, UUID], Verdict]
"""By event and person; a delivery that is absent goes out as it was decided."""


People = Mapping[UUID, Collection[UUID]]
"""By event, the people about whom the gate is asked again; in the order of the claim."""


async def regate(
    waited: People, statements: Mapping[UUID, Statement], *, now: datetime
) -> Verdicts:
    """The verdicts of today for what was not sent at once; up to six statements an event."""
    verdicts: Verdicts = {}
    for event_id, people in waited.items():
        if event_id in statements:
            today = await _today(event_id, statements[event_id], people, now=now)
            verdicts.update({(event_id, person): verdict for person, verdict in today.items()})
    return verdicts


async def _today(
    event_id: UUID, statement: Statement, people: Collection[UUID], *, now: datetime
) -> Mapping[UUID, Verdict]:
    """One event that cannot be judged waits alone, and takes no batch down with it."""
    try:
        return await statement.verdicts(people, now=now)
    except OUTAGES:
        raise
    except Exception as fault:
        log.exception("push.unjudged", event_id=str(event_id), exc_info=fault)
        unknown = Hold(now + UNJUDGED_WAITS, Reason.CONSENT_MISSING)
        return dict.fromkeys(people, unknown)


def one_turns_worth(waiting: People) -> tuple[People, People]:
    """Whom this turn asks about, and who has to wait for the next.

    A claim comes lane by lane, longest due first, so the first are the most urgent.
    """
    events = list(waiting.items())
    return dict(events[:ASKED_AT_MOST]), dict(events[ASKED_AT_MOST:])


def waited(claimed: Collection[Claimed], *, now: datetime) -> People:
    """Whose message was not sent at once, and is still news. `reason` tells of failures that use up
    no attempt: a quota, or wrong credentials. An advertisement over which the night fell is never
    fresh."""
    old = now - STILL_FRESH
    dusk = next_nightfall(old)
    stale = {Lane.ADVERTISING: dusk} if dusk <= now else {}
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for each in claimed:
        is_old = each.created_at <= old or each.created_at < stale.get(each.lane, old)
        if now < each.expires_at and (is_old or each.attempts or each.reason is not None):
            people[each.event_id].add(each.person_id)
    return people
