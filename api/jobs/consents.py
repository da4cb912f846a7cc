"""The job of consents: what ends, is asked and is told on its day."""

from api import bootstrap
from api.jobs.tools import Context, Tools
from domains.consent import public as consent

CONSENTS_AT_ONCE = 200


async def keep_consents(context: Context) -> None:
    """End what has come to its end, ask and tell what is due, and let the stores prove."""
    tools: Tools = context["tools"]
    clock, ids, erasers = tools.clock, tools.ids, bootstrap.ERASERS
    await consent.ask_anew(clock=clock, ids=ids, limit=CONSENTS_AT_ONCE)
    await consent.end_due(erasers=erasers, clock=clock, ids=ids, limit=CONSENTS_AT_ONCE)
    await consent.fire_timers(clock=clock, ids=ids, limit=CONSENTS_AT_ONCE)
    stores = bootstrap.store_erasers(tools.workshop.objects)
    await consent.run_erasures(stores=stores, clock=clock, ids=ids, limit=CONSENTS_AT_ONCE)
