"""How long the oldest unsealed row has been waiting: for the metrics and the operator."""

from datetime import datetime, timedelta

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.sealing.blocks import last_block
from domains.kernel.sealing.stream import Stream, first_id_at, moment_of


async def unsealed_for(stream: Stream, *, clock: Clock) -> timedelta:
    """The age of the oldest row made since the newest block; zero when there is none."""
    last = await last_block(stream.name)
    begin = datetime.fromtimestamp(0, tz=clock.now().tzinfo) if last is None else last.until
    rows = await sql.fetch(stream.span, first_id_at(begin), first_id_at(clock.now()), 1)
    return clock.now() - moment_of(rows[0]["id"]) if rows else timedelta()
