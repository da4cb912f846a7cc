"""The operators' addresses."""

from functools import partial

from starlette.routing import Route

from api.rest.ops.dead_letters import PATH as DEAD_LETTERS
from api.rest.ops.dead_letters import handle_them, list_them, show_one
from api.rest.ops.desk import OperatorsDesk
from api.rest.ops.operator import Show, for_operators
from api.rest.ops.show_devices import show_devices
from api.rest.ops.show_push import show_push

PUSH, DEVICES = "/ops/push", "/ops/devices"


def ops_routes(desk: OperatorsDesk) -> list[Route]:
    """The routes, to be mounted at the root."""

    def route(path: str, show: Show, method: str) -> Route:
        endpoint = partial(for_operators(show), desk)
        return Route(path, endpoint, methods=[method], name=show.__name__)

    return [
        route(PUSH, show_push, "GET"),
        route(DEVICES, show_devices, "GET"),
        route(DEAD_LETTERS, list_them, "GET"),
        route(DEAD_LETTERS, handle_them, "POST"),
        route(f"{DEAD_LETTERS}/{{event_id:uuid}}/{{device_id:uuid}}", show_one, "GET"),
    ]
