"""`/ops/devices`: how the devices in homes do, by their ids; whose home it is, nobody sees here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from api.rest.ops.desk import OperatorsDesk
from api.rest.ops.page import refusal, render
from domains.care.public import homes
from domains.kernel.actor import Actor
from domains.kernel.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What was not believed in one device's name, for one reason, in the last week. `device_id`
    is None for names under which no device is known."""

    device_id: UUID | None
    why: homes.Verdict
    times: int
    last: datetime


async def show_devices(desk: OperatorsDesk, request: Request, actor: Actor) -> Response:
    """One look; it changes nothing."""
    try:
        fleet = await homes.show_fleet(actor, clock=desk.clock)
        mistrusts = await homes.show_mistrusts(actor, clock=desk.clock)
    except Forbidden:
        return refusal(request, "ops.not_yours", status=403)
    return render(
        request,
        "devices.html",
        refresh=True,
        fleet=fleet,
        troubles=list(homes.Trouble),
        suspicions=suspicions_of(mistrusts),
    )


def suspicions_of(mistrusts: Sequence[homes.MistrustView]) -> list[Suspicion]:
    """Hours of one device and reason together, the latest first."""
    found: dict[tuple[UUID, homes.Verdict], Suspicion] = {}
    for one in mistrusts:
        known = found.get((one.device_id, one.why))
        found[one.device_id, one.why] = Suspicion(
            device_id=one.device_id if one.device_id.int else None,
            why=one.why,
            times=one.times + (known.times if known else 0),
            last=max(one.hour, known.last) if known else one.hour,
        )
    return sorted(found.values(), key=lambda each: (each.last, each.times), reverse=True)
