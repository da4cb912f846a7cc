"""The jobs that seal what may never change: blocks, heads in the object store, months."""

from datetime import timedelta

import structlog

from api.jobs.tools import Context
from domains.consent.public import LEDGER
from domains.kernel import sql
from domains.kernel.audit_stream import AUDIT, KEPT
from domains.kernel.sealing.anchor import anchor
from domains.kernel.sealing.lag import unsealed_for
from domains.kernel.sealing.seal import BLOCK_ROWS, seal_next
from domains.kernel.sealing.tip import move_tip
from infra.telemetry.metrics import CHAIN_CUT, UNSEALED

log = structlog.get_logger()

STREAMS = (AUDIT, LEDGER)

HOW_OFTEN = timedelta(seconds=30)
"""With the time that a transaction may stay open, this is the window in which a row is not yet
protected."""

MONTHS_AHEAD = timedelta(days=62)
MOST_BLOCKS = 20
"""In one turn: a backlog is worked off over several, well within a job's time."""


async def seal_records(context: Context) -> None:
    """Seal what was committed since; store the chains' tips, and their heads when it is time."""
    seals, clock = context["tools"].seals, context["tools"].clock
    for stream in STREAMS:
        for _ in range(MOST_BLOCKS):
            block = await seal_next(stream, key=seals.key, clock=clock)
            if block is None or block.rows < BLOCK_ROWS:
                break
        UNSEALED.labels(stream.name).set((await unsealed_for(stream, clock=clock)).total_seconds())
    for stream in STREAMS:
        whole = await move_tip(stream.name, objects=seals.objects)
        CHAIN_CUT.labels(stream.name).set(not whole)
        if not whole:
            log.error("seals.chain_cut", stream=stream.name)
        await anchor(stream.name, objects=seals.objects, clock=clock)


async def turn_audit_months(context: Context) -> None:
    """Open the months to come; drop those of which the law wants no more."""
    now = context["tools"].clock.now()
    await sql.fetch("SELECT kernel.open_audit_months($1, $2)", now, now + MONTHS_AHEAD)
    await sql.fetch("SELECT kernel.drop_audit_months($1)", now - KEPT)
