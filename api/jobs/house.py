"""The job that forgets what nobody will ask for again."""

from datetime import timedelta

from api.jobs.rights import RIGHTS_AT_ONCE
from api.jobs.tools import Context, Tools
from domains.care import public as care
from domains.commute import public as commute
from domains.consent import public as consent
from domains.governance import public as governance
from domains.identity import public as identity
from domains.kernel import idempotency, outbox
from notifications import public as notifications

ANSWERS_KEPT = timedelta(days=7)
OUTBOX_KEPT = timedelta(days=3)
TIMERS_KEPT = timedelta(days=90)
TOKENS_AT_ONCE = 5_000
"""An hour: more than a city forgets in a day."""
CASES_AT_ONCE = 200
"""An hour: each may have pictures in another store."""


async def keep_house(context: Context) -> None:
    """Forget what nobody will ask for again."""
    tools: Tools = context["tools"]
    now = tools.clock.now()
    await idempotency.forget(before=now - ANSWERS_KEPT)
    await outbox.delete_done(before=now - OUTBOX_KEPT)
    await consent.turn_months(clock=tools.clock)
    await consent.delete_fired(before=now - TIMERS_KEPT)
    await commute.expire_records(retention=tools.retention, clock=tools.clock)
    await care.check_ins.expire_check_ins(clock=tools.clock)
    await care.cases.forget_signals(clock=tools.clock)
    await care.cases.forget_positions(clock=tools.clock)
    await notifications.keep_house(clock=tools.clock)
    await identity.expire_push_tokens(limit=TOKENS_AT_ONCE, clock=tools.clock, ids=tools.ids)
    await governance.keep_house(limit=RIGHTS_AT_ONCE, clock=tools.clock, ids=tools.ids)
    await _forget_cases(tools)


async def _forget_cases(tools: Tools) -> None:
    """Last, as it alone asks another store, which may be away."""
    objects = tools.workshop.objects
    await care.cases.expire_cases(objects=objects, limit=CASES_AT_ONCE, clock=tools.clock)
    await care.judgement.expire_opinions()
