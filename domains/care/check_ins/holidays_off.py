"""The holidays on which somebody is not asked, as far as only the rights desk knows of them."""

from collections.abc import Collection
from datetime import date

from domains.care.check_ins.plan import CheckInPlan
from domains.governance import public as governance


async def holidays_off(plan: CheckInPlan) -> Collection[date]:
    """None where the plan asks on holidays all the same."""
    return () if plan.on_holidays else await governance.declared_holidays()
