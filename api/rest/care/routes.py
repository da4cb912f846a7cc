"""The addresses of care's pages."""

from functools import partial

from starlette.routing import Route

from api.rest.care import assets, show_family, show_home, show_work
from api.rest.care.desk import CareDesk
from api.rest.care.visitor import Show, for_signed_in


def care_routes(desk: CareDesk) -> list[Route]:
    """The routes, to be mounted at the root."""

    def route(
        path: str, show: Show, method: str = "GET", *, asks_again: str | None = None
    ) -> Route:
        endpoint = partial(for_signed_in(show, asks_again=asks_again), desk)
        return Route(path, endpoint, methods=[method], name=show.__name__)

    return [
        Route(assets.WORKER, assets.worker, methods=["GET"]),
        Route(assets.ASSETS, assets.asset, methods=["GET"]),
        route(show_home.PATH, show_home.show_home),
        route(show_home.PATH, show_home.press, "POST", asks_again=show_home.AGAIN),
        route(show_home.HELP, show_home.show_help),
        route(show_home.AGAIN, show_home.show_again),
        route(show_home.OFFLINE, show_home.show_offline),
        route(show_work.WORK, show_work.show_work),
        route(show_work.BOARD, show_work.show_board),
        route(show_family.PATH, show_family.show_family),
        route(show_family.ONE, show_family.show_relative),
        route(show_family.MONTH, show_family.show_month),
    ]
