"""The jobs of consents: what ends, is asked and is told on its day; and whether the books agree."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog

from api.jobs.tools import Context, Tools
from domains.consent import public as consent
from domains.kernel.one_by_one import one_by_one
from infra.telemetry.metrics import CONSENTS_DIFFER

log = structlog.get_logger()

CONSENTS_AT_ONCE = 200
MOST_ROUNDS = 25
"""A morning on which a whole city's digests are due is worked off at 5,000 a minute."""


async def keep_consents(context: Context) -> None:
    """End what has come to its end, ask and tell what is due, and let the stores prove."""
    tools: Tools = context["tools"]
    steady: dict[str, Any] = {"clock": tools.clock, "ids": tools.ids, "limit": CONSENTS_AT_ONCE}
    steps = (
        partial(consent.ask_anew, **steady),
        partial(consent.end_due, erasers=tools.erasers.consents, **steady),
        partial(consent.fire_timers, **steady),
        partial(consent.run_erasures, stores=tools.erasers.stores, **steady),
    )
    await one_by_one(steps, _work_off, what="jobs of consents")


async def _work_off(step: Callable[[], Awaitable[int]]) -> int:
    """Again while it is full; what is left then waits for the next minute."""
    done = 0
    for _ in range(MOST_ROUNDS):
        now = await step()
        done += now
        if now < CONSENTS_AT_ONCE:
            break
    return done


async def verify_consents(_: Context) -> None:
    """Whether what stands is what people said: somebody who wrote past the ledger is noticed.

    Ids are named by `osan-talk consents verify`, not by the log.
    """
    differing = await consent.verify_standing()
    CONSENTS_DIFFER.set(len(differing))
    if differing:
        log.error("consents.differ", people=len(differing))
