"""What machines say to the gateway: trackers, installations, homes, a telephone provider."""

from redis.asyncio import Redis
from starlette.routing import Route

from api import bootstrap
from api.hear_calls import Listener
from api.rest.home import home_route, pairing_route
from api.rest.ingest.commute_door import CommuteDoor
from api.rest.ingest.home_door import HomePostDoor
from api.rest.osmand import osmand_route
from api.rest.owntracks import owntracks_route
from api.rest.phone_line_calls import phone_line_calls_route
from api.rest.phone_line_reports import phone_line_reports_route
from api.rest.push import answer_route, seen_route
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.device_keys import device_keys
from infra.settings import Settings


def machine_routes(
    door: CommuteDoor, settings: Settings, *, valkey: Redis, clock: Clock, ids: Ids
) -> list[Route]:
    """Each proves itself: by a credential, a token or a signature; none signs in."""
    return [
        *_installation_routes(door, settings, clock=clock, ids=ids),
        *_home_routes(settings, valkey=valkey, clock=clock, ids=ids),
        *_phone_line_routes(settings, clock=clock, ids=ids),
    ]


def _installation_routes(
    door: CommuteDoor, settings: Settings, *, clock: Clock, ids: Ids
) -> list[Route]:
    """Trackers, and installations whose session cannot be opened."""
    most, pace = settings.commute.max_batch, bootstrap.device_pace(settings.rates, clock=clock)
    return [
        owntracks_route(door, most=most),
        osmand_route(door, clock, most=most),
        seen_route(clock=clock, ids=ids, pace=pace),
        answer_route(clock=clock, ids=ids, pace=pace),
    ]


def _home_routes(settings: Settings, *, valkey: Redis, clock: Clock, ids: Ids) -> list[Route]:
    """Homes that notice, over HTTPS."""
    keys = device_keys(settings)
    door = HomePostDoor(
        bootstrap.home_door(settings, clock=clock, ids=ids),
        keys=keys,
        pace=bootstrap.device_pace(settings.rates, clock=clock),
        strangers=bootstrap.stranger_limit(settings.rates, valkey=valkey, clock=clock),
        clock=clock,
        ids=ids,
    )
    broker = settings.homes.public_broker or settings.mqtt.url
    return [home_route(door), pairing_route(keys=keys, broker=broker, clock=clock, ids=ids)]


def _phone_line_routes(settings: Settings, *, clock: Clock, ids: Ids) -> list[Route]:
    """What a provider of telephones says: how calls of ours went, and who calls us."""
    return [
        phone_line_reports_route(settings, clock=clock, hear=Listener(clock, ids)),
        phone_line_calls_route(settings, clock=clock, ids=ids),
    ]
