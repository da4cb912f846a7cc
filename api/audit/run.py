"""Verifying each stream in turn, while somebody watches."""

from datetime import datetime

from api.audit.command import FOUND, UNAVAILABLE
from api.audit.show import JsonLines, Screen, Show
from api.jobs.records import STREAMS
from domains.kernel.clock import SystemClock
from domains.kernel.errors import Unavailable
from domains.kernel.sealing.verify import verify
from infra.database import OUTAGES, open_database
from infra.object_store import open_object_store
from infra.seal_key import sealing_key
from infra.settings import Settings


async def run(settings: Settings, *, since: datetime | None, json: bool) -> int:
    """The exit status; what was found is shown as it is found."""
    show: Show = JsonLines() if json else Screen()
    try:
        found = await _verify_all(settings, since, show)
    except (Unavailable, *OUTAGES) as outage:
        show.outage(type(outage).__name__)
        return UNAVAILABLE
    return FOUND if found else 0


async def _verify_all(settings: Settings, since: datetime | None, show: Show) -> int:
    key, found = sealing_key(settings), 0
    async with (
        open_database(settings.database),
        open_object_store(settings.objects) as objects,
    ):
        for stream in STREAMS:
            with show.stream(stream.name) as shown:
                steps = verify(stream, key=key, objects=objects, clock=SystemClock(), since=since)
                async for step in steps:
                    found += len(step.findings)
                    shown(step)
    return found
