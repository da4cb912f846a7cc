"""`/119`: the front that the product speaks to, the wall, and the control."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from notifications.emulator.emergency.desk import Desk, Manner
from notifications.emulator.page import SAFE_HEADERS

TOKEN = "development-119"  # noqa: S105 - the emulator's own, known to everybody
SEOUL = ZoneInfo("Asia/Seoul")
ON_THE_WALL = 50
NEEDED = ("event_id", "event_type", "occurred_at", "place", "contacts")
NEEDED_OF_AN_END = ("ending_id", "how", "ended_at")


def emergency_routes(desk: Desk) -> list[BaseRoute]:
    front = Front(desk)
    return [
        Route("/119/v1/events", front.take, methods=["POST"]),
        Route("/119/v1/events/{event_id}/ending", front.end, methods=["POST"]),
        Route("/119", front.page, methods=["GET"]),
        Route("/control/119", front.dump, methods=["GET"]),
        Route("/control/119/manner", front.order, methods=["POST"]),
        Route("/control/119/reset", front.reset, methods=["POST"]),
    ]


class Front:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
        )

    async def take(self, request: Request) -> Response:
        return await self._answer(request, NEEDED, lambda body: self._desk.take(body).reference)

    async def end(self, request: Request) -> Response:
        event_id = str(request.path_params["event_id"])
        return await self._answer(
            request, NEEDED_OF_AN_END, lambda body: self._desk.end(event_id, body)
        )

    async def _answer(
        self, request: Request, needed: Sequence[str], take: Callable[[dict[str, Any]], str]
    ) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"error": "unauthorised"}, status_code=401)
        body = await request.json()
        if not isinstance(body, dict) or any(name not in body for name in needed):
            return JSONResponse({"error": "incomplete"}, status_code=422)
        manner = self._desk.behave()
        if manner is Manner.IS_AWAY:
            return Response(status_code=503)
        if manner is Manner.REFUSES:
            return JSONResponse({"error": "refused"}, status_code=422)
        reference = take(body)
        if manner is Manner.LOSES_ANSWERS:
            return Response(status_code=504)
        return JSONResponse({"reference": reference}, status_code=202)

    async def page(self, _: Request) -> Response:
        events = list(self._desk.heard.values())[-ON_THE_WALL:][::-1]
        html = self._templates.get_template("119.html").render(
            events=[
                {"heard": each, "time": f"{datetime.fromtimestamp(each.at, SEOUL):%H:%M:%S}"}
                for each in events
            ]
        )
        return HTMLResponse(html, headers=SAFE_HEADERS)

    async def dump(self, _: Request) -> Response:
        return JSONResponse(
            [
                {
                    "reference": each.reference,
                    "at": each.at,
                    "times": each.times,
                    "event": each.body,
                    "ending": each.ending,
                }
                for each in self._desk.heard.values()
            ]
        )

    async def order(self, request: Request) -> Response:
        """`{"manner": "is_away", "next": 2}`; without `next` it stays."""
        said = await request.json()
        try:
            self._desk.manner = Manner(said["manner"])
        except (KeyError, ValueError) as wrong:
            return JSONResponse({"error": str(wrong)}, status_code=400)
        self._desk.left = said.get("next")
        return Response(status_code=204)

    async def reset(self, _: Request) -> Response:
        self._desk.heard.clear()
        self._desk.called_off.clear()
        self._desk.manner, self._desk.left = Manner.TAKES, None
        return Response(status_code=204)
