"""Time passes: from one due row to the next, with two workers who do everything twice."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from api import jobs
from domains.kernel import outbox, sql
from tests.builders.city import City
from tests.year.agenda import Entry
from tests.year.korea import DAY, at, day_of
from tests.year.plans import Plans
from tests.year.witness import Witness

OFFER = timedelta(seconds=30)
NEXT_SWEEP = timedelta(minutes=1)
HOUSE_KEPT = timedelta(days=2)
ROUND = (jobs.keep_consents, jobs.keep_rights, jobs.build_exports, jobs.deliver)
"""Not `turn_audit_months`: the database refuses to drop what its own clock says is to be kept."""

_DUE = """
SELECT min(at) AS at FROM (
    SELECT min(ends_at) AS at FROM consent.standing
    UNION ALL SELECT min(due_at) FROM consent.timers WHERE fired_at IS NULL
    UNION ALL SELECT min(coalesce(next_try_at, before)) FROM consent.erasures WHERE done_at IS NULL
    UNION ALL SELECT min(rings_at) FROM governance.timers WHERE rang_at IS NULL
    UNION ALL SELECT min(expires_at) FROM governance.exports WHERE state <> 'destroyed'
    UNION ALL SELECT min(asked_at) FROM governance.exports WHERE state = 'queued'
    UNION ALL SELECT min(available_at) FROM kernel.outbox
        WHERE done_at IS NULL AND gave_up_at IS NULL
    UNION ALL SELECT min(next_attempt_at) FROM notifications.deliveries WHERE finished_at IS NULL
) AS due
"""


class Life:
    """The days of one run, in order."""

    def __init__(
        self, city: City, plans: Plans, witness: Witness, tell: Callable[[datetime], None]
    ):
        self._city, self._plans, self._witness, self._tell = city, plans, witness, tell
        self._swept_on = self._kept_house_on = date.min
        self.rounds = 0
        self.failed: Counter[str] = Counter()

    async def live(self, entries: Sequence[Entry]) -> None:
        """Do each deed at its moment, and whatever the house has to do between them."""
        waiting, end = list(reversed(entries)), at(self._plans.order.last)
        while (moment := await self._next(waiting[-1].at if waiting else end)) < end:
            self._city.clock.set(moment)
            now: list[Entry] = []
            while waiting and waiting[-1].at <= moment:
                now.append(waiting.pop())
            await self._pass(moment, now)
            self._tell(moment)
        self._city.clock.set(end)
        await self._witness.collect()

    async def _next(self, deed: datetime) -> datetime:
        """A deed, a midnight, or the first moment from which a worker finds something due."""
        now = self._city.clock.now()
        midnight = at(max(day_of(now) + DAY, self._plans.order.first))
        due = await self._due()
        if due is None:
            return min(deed, midnight)
        swept = due if due > now else now + NEXT_SWEEP
        return min(deed, midnight, self._plans.back_at(swept))

    async def _due(self) -> datetime | None:
        [row] = await sql.fetch(_DUE)
        found: datetime | None = row["at"]
        return found

    async def _pass(self, moment: datetime, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if not entry.after_jobs:
                await entry.deed()
        if self._plans.back_at(moment) == moment:
            await self._work(moment, asked=any(entry.work for entry in entries))
        for entry in entries:
            if entry.after_jobs:
                await entry.deed()

    async def _work(self, moment: datetime, *, asked: bool) -> None:
        """Two workers at once wherever there is something to do; one again at each midnight."""
        due = await self._due()
        if asked or (due is not None and due <= moment):
            await asyncio.gather(self._round(), self._round())
        if self._swept_on < day_of(moment):
            self._swept_on = day_of(moment)
            await self._round()
        if self._kept_house_on + HOUSE_KEPT < day_of(moment):
            self._kept_house_on = day_of(moment)
            await self._witness.collect()
            await self._apps_are_opened(moment)
            await self._do(jobs.keep_house)

    async def _apps_are_opened(self, moment: datetime) -> None:
        """An installation that was not heard of for 270 days would be forgotten, rightly."""
        await sql.execute("UPDATE identity.devices SET last_seen_at = $1", moment)

    async def _round(self) -> None:
        """What a minute of one worker is; the relay offers each event to both of them."""
        self.rounds += 1
        for job in ROUND:
            await self._do(job)
        while due := await outbox.claim_due(limit=100, lease=OFFER, clock=self._city.clock):
            offered = [str(event) for event in due]
            await asyncio.gather(self._react(offered), self._react(offered))
        await self._do(jobs.deliver)

    async def _react(self, offered: list[str]) -> None:
        await self._do(lambda context: jobs.react(context, offered), name="react")

    async def _do(self, job: Callable[..., Awaitable[None]], *, name: str = "") -> None:
        """A job that fails is counted and comes again with the next sweep, as in the house."""
        try:
            await job({"tools": self._city.tools})
        except Exception as fault:
            self.failed[f"{name or job.__name__}: {_root(fault)}"] += 1


def _root(fault: BaseException) -> str:
    while isinstance(fault, BaseExceptionGroup):
        fault = fault.exceptions[0]
    with suppress(Exception):
        return f"{type(fault).__name__} {str(fault).splitlines()[0][:120]}"
    return type(fault).__name__
