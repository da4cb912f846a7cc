"""Ask the gate again about deliveries that waited or failed: what was right may be wrong now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from notifications.claimed import Claimed
from notifications.gate import Verdict
from notifications.statements import Statement

STILL_FRESH = timedelta(seconds=30)
"""A decision this young is not asked for again before the first attempt: the usual delivery costs
no second look. A retry always asks: a relation may have ended since."""

Verdicts = dict[tuple[UUID, UUID], Verdict]
"""By event and person; a delivery that is absent goes out as it was decided."""


async def regate(
    claimed: Collection[Claimed], statements: Mapping[UUID, Statement], *, now: datetime
) -> Verdicts:
    """The verdicts of today for what was not sent at once; a few statements an event."""
    waited = _waited(claimed, now=now)
    verdicts: Verdicts = {}
    for event_id, people in waited.items():
        if event_id in statements:
            today = await statements[event_id].verdicts(people, now=now)
            verdicts.update({(event_id, person): verdict for person, verdict in today.items()})
    return verdicts


def _waited(claimed: Collection[Claimed], *, now: datetime) -> dict[UUID, set[UUID]]:
    """By event, the people. `reason` tells of failures that use up no attempt: a quota, or wrong
    credentials."""
    old = now - STILL_FRESH
    waited: dict[UUID, set[UUID]] = defaultdict(set)
    for each in claimed:
        if each.created_at <= old or each.attempts or each.reason is not None:
            waited[each.event_id].add(each.person_id)
    return waited
