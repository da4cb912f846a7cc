"""Jobs of the rights desk: its clocks, its erasures, its copies."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from api.jobs.tools import Context, Tools
from domains.governance import public as governance
from domains.kernel.one_by_one import one_by_one

RIGHTS_AT_ONCE = 200


async def keep_rights(context: Context) -> None:
    """Ring the desk's timers, go on with erasures, destroy copies whose time is over."""
    tools: Tools = context["tools"]
    objects = tools.workshop.objects
    erasers = tools.erasers.people
    steady: dict[str, Any] = {"limit": RIGHTS_AT_ONCE, "clock": tools.clock, "ids": tools.ids}
    steps: tuple[Callable[[], Awaitable[int]], ...] = (
        partial(governance.ring_timers, **steady),
        partial(governance.finish_erasures, erasers=erasers, objects=objects, **steady),
        partial(governance.expire_exports, objects=objects, **steady),
    )
    await one_by_one(steps, lambda step: step(), what="jobs of the rights desk")


async def build_exports(context: Context) -> None:
    """Make the copies that people wait for, one at a time: each may be large."""
    tools: Tools = context["tools"]
    await governance.build_exports(
        workshop=tools.workshop, limit=1, clock=tools.clock, ids=tools.ids
    )
