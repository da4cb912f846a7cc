"""`/`: the wall of phones. Reads without JavaScript; with it, changes appear by themselves."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from notifications.emulator.device import Device
from notifications.emulator.exchange import Exchange
from notifications.emulator.misbehaviour import read_plan
from notifications.emulator.view import view_phone, view_summary

HERE = Path(__file__).parent
ON_THE_WALL = 48

SAFE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

Handler = Callable[[Request], Awaitable[Response]]


def page_routes(exchange: Exchange) -> list[BaseRoute]:
    """The page, its fragments, its forms and its static files."""
    wall = Wall(exchange)
    return [
        Route("/", wall.page, methods=["GET"]),
        Route("/fragments/summary", wall.summary, methods=["GET"]),
        Route("/fragments/phones/{slug}", wall.card, methods=["GET"]),
        Route("/behaviour", from_here(wall.project_behaviour), methods=["POST"]),
        Route("/phones/{slug}/behaviour", from_here(wall.behaviour), methods=["POST"]),
        Route("/phones/{slug}/{power:str}", from_here(wall.power), methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


class Wall:
    """The page's handlers."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def page(self, request: Request) -> Response:
        """The whole wall, or the phones whose owner or token contains `?q=`."""
        wanted = request.query_params.get("q", "").strip()
        found = [each for each in self._exchange.devices.values() if _matches(each, wanted)]
        crowded = len(found) > ON_THE_WALL
        on_wall = self._exchange.latest(found, limit=ON_THE_WALL) if crowded else found
        return self._html(
            "page.html",
            phones=[view_phone(device, now=self._exchange.now()) for device in on_wall],
            found=len(found),
            wanted=wanted,
            base=str(request.base_url),
            run=self._exchange.run,
            strict=self._exchange.options.strict,
            **view_summary(self._exchange),
        )

    async def summary(self, request: Request) -> Response:  # noqa: ARG002
        return self._html("summary.html", **view_summary(self._exchange))

    async def card(self, request: Request) -> Response:
        device = self._exchange.by_slug.get(request.path_params["slug"])
        if device is None:
            return Response(status_code=404)
        return self._html("card.html", phone=view_phone(device, now=self._exchange.now()))

    async def power(self, request: Request) -> Response:
        device = self._exchange.by_slug.get(request.path_params["slug"])
        if device is None:
            return Response(status_code=404)
        match request.path_params["power"]:
            case "online":
                self._exchange.go_online(device)
            case "offline":
                self._exchange.go_offline(device)
            case _:
                return Response(status_code=404)
        return RedirectResponse(f"/#phone-{device.slug}", status_code=303)

    async def behaviour(self, request: Request) -> Response:
        device = self._exchange.by_slug.get(request.path_params["slug"])
        if device is None:
            return Response(status_code=404)
        device.plan = read_plan(await _form(request), seed=self._exchange.options.seed)
        self._exchange.feed.touch(device.slug)
        return RedirectResponse(f"/#phone-{device.slug}", status_code=303)

    async def project_behaviour(self, request: Request) -> Response:
        self._exchange.plan = read_plan(await _form(request), seed=self._exchange.options.seed)
        self._exchange.feed.touch("")
        return RedirectResponse("/", status_code=303)

    def _html(self, template: str, **given: Any) -> Response:
        page = self._templates.get_template(template).render(**given)
        return HTMLResponse(page, headers=SAFE_HEADERS)


def from_here(handler: Handler) -> Handler:
    """Refuse a form that another site's page posted, and answer a wrong value with 400."""

    async def handle(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return Response("another site's form", status_code=403)
        try:
            return await handler(request)
        except ValueError as wrong:
            return Response(str(wrong), status_code=400, media_type="text/plain")

    return handle


def _matches(device: Device, wanted: str) -> bool:
    return wanted.lower() in device.owner.lower() or wanted in device.token


async def _form(request: Request) -> dict[str, Any]:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    return {name: values[-1] for name, values in fields.items()}
