"""`/`: what this address is, for whoever comes across it. Tells of no person."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.rest.auth.page import page, say
from api.rest.auth.ways_on import Choice


def front_route(*, playground: bool) -> Route:
    """The page; with a way to the playground where there is one."""

    async def front(request: Request) -> Response:
        choices = [Choice(say(request, "front.sign_in"), "/auth/login")]
        if playground:
            choices.append(Choice(say(request, "front.playground"), "/graphql"))
        choices.append(Choice(say(request, "front.health"), "/readyz"))
        return page(request, "front", choices=choices, lead=True)

    return Route("/", front, methods=["GET"])
