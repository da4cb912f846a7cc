"""Her plan as a page in large type, to hang beside the telephone."""

from domains.care.people.show_own_care import show_own_care
from domains.care.ports import PlanPrinter, PrintedPlan
from domains.identity import public as identity
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def print_plan(actor: Actor, *, printer: PlanPrinter, clock: Clock, ids: Ids) -> bytes | None:
    """A PDF in her own language; None where she is not cared for. Neither the address nor the
    key-box note stands on it: whoever visits may read it."""
    senior = actor.speaks_for
    plan = await show_own_care(actor, clock=clock)
    if plan is None or senior is None:
        return None
    locale = (await identity.people([senior], named=False))[senior].locale
    await audit.record(
        actor,
        "care.plan.print",
        subject_id=senior,
        reference=plan.enrolment_id,
        clock=clock,
        ids=ids,
    )
    page = PrintedPlan(
        locale=locale,
        printed_at=clock.now(),
        name=plan.name,
        own_words=plan.own_words,
        contacts=[(contact.name, contact.depth.value) for contact in plan.contacts],
        worker=plan.worker,
        worker_depth=plan.worker_depth.value,
        centre=plan.centre,
        centre_depth=plan.centre_depth.value,
        location_in_emergency=plan.location_in_emergency,
    )
    return printer.pdf(page)
