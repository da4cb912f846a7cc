"""Jobs of the rights desk: its clocks, its erasures, its copies."""

from api.jobs.tools import Context, Tools
from domains.governance import public as governance

RIGHTS_AT_ONCE = 200


async def keep_rights(context: Context) -> None:
    """Ring the desk's timers, go on with erasures, destroy copies whose time is over."""
    tools: Tools = context["tools"]
    clock, ids, objects = tools.clock, tools.ids, tools.workshop.objects
    await governance.ring_timers(limit=RIGHTS_AT_ONCE, clock=clock, ids=ids)
    await governance.finish_erasures(objects=objects, limit=RIGHTS_AT_ONCE, clock=clock, ids=ids)
    await governance.expire_exports(objects=objects, limit=RIGHTS_AT_ONCE, clock=clock, ids=ids)


async def build_exports(context: Context) -> None:
    """Make the copies that people wait for, one at a time: each may be large."""
    tools: Tools = context["tools"]
    await governance.build_exports(
        workshop=tools.workshop, limit=1, clock=tools.clock, ids=tools.ids
    )
