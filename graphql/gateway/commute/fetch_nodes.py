"""`node(id)` for commute's types."""

from collections.abc import Mapping
from uuid import UUID

from domains.commute import public as commute
from domains.consent.public import Purpose
from domains.kernel.actor import Role
from gateway.commute.types import event_type, place_type, sos_type
from gateway.context import Info
from gateway.declarations import FAMILY, RESCUE, SEERS, SERVICE, Consent, Holding
from gateway.global_ids import Node
from gateway.nodes import Fetcher


async def _place(info: Info, key: UUID) -> Node | None:
    world = info.context
    found = await commute.find_place(world.actor, key, clock=world.clock)
    return place_type(found) if found else None


async def _event(info: Info, key: UUID) -> Node | None:
    world = info.context
    found = await commute.find_crossing(world.actor, key, clock=world.clock, ids=world.ids)
    return event_type(found) if found else None


async def _sos(info: Info, key: UUID) -> Node | None:
    world = info.context
    found = await commute.find_sos(world.actor, key, clock=world.clock, ids=world.ids)
    return sos_type(found) if found else None


NODES: Mapping[str, Fetcher] = {
    "Place": Fetcher(_place, about=Holding("id", "Place", open_to=SEERS), under=SERVICE),
    "CommuteEvent": Fetcher(
        _event,
        about=Holding("id", "CommuteEvent", open_to=FAMILY),
        under=Consent(Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_DEPARTURE),
    ),
    "SosAlarm": Fetcher(
        _sos,
        about=Holding("id", "SosAlarm", open_to=FAMILY | {Role.OPERATOR}),
        under=RESCUE,
    ),
}
