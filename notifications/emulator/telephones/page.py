"""`/telephones`: what was written and who calls; a call is answered here, and read aloud."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from notifications.emulator.page import SAFE_HEADERS, from_here
from notifications.emulator.telephones.calls_in import Switchboard
from notifications.emulator.telephones.exchange import OVER, Behaviour, Item, Stage, Telephones
from notifications.emulator.telephones.provider import Provider
from notifications.emulator.telephones.reports import Reporter
from notifications.emulator.telephones.talk import Talk, said_in_words, view_call_in

HERE = Path(__file__).parent
ON_THE_WALL = 60
SEOUL = ZoneInfo("Asia/Seoul")
PRESSED = {
    "answer": Stage.ANSWERED,
    "confirm": Stage.CONFIRMED,
    "reject": Stage.REJECTED,
    "ignore": Stage.NO_ANSWER,
}
LABELS = {
    Behaviour.SUCCESS: "정상",
    Behaviour.REFUSE: "거절 (422)",
    Behaviour.NO_SUCH_NUMBER: "없는 번호 (404)",
    Behaviour.UNAUTHORISED: "계정 오류 (401)",
    Behaviour.QUOTA: "너무 빠름 (429)",
    Behaviour.UNAVAILABLE: "점검 중 (503)",
    Behaviour.SLOW: "느린 응답",
    Behaviour.LOST_RESPONSE: "응답 유실",
    Behaviour.LOSE: "전달 실패",
    Behaviour.NO_ANSWER: "전화 받지 않음",
    Behaviour.LATE_REPORTS: "결과 늦게 알림",
    Behaviour.DOUBLE_REPORTS: "결과를 두 번 알림",
    Behaviour.MUMBLE: "말을 잘못 알아들음",
}
STAGES = {
    Stage.DELIVERED: "도착",
    Stage.LOST: "전달 실패",
    Stage.RINGING: "전화가 울리는 중",
    Stage.ANSWERED: "통화 중",
    Stage.CONFIRMED: "확인함 (1번)",
    Stage.REPLIED: "대답함",
    Stage.REJECTED: "거절함",
    Stage.NO_ANSWER: "받지 않음",
}

Handler = Callable[[Request], Awaitable[Response]]


def telephone_routes(
    telephones: Telephones, provider: Provider, reporter: Reporter, switchboard: Switchboard
) -> list[BaseRoute]:
    """The provider's front, the wall of telephones, and the control of both."""
    wall = Wall(telephones, reporter, switchboard)
    talk = Talk(telephones, reporter, switchboard)
    return [
        Route("/phone-line/v1/messages", provider.message, methods=["POST"]),
        Route("/phone-line/v1/calls", provider.call, methods=["POST"]),
        Route("/telephones", wall.page, methods=["GET"]),
        Route("/telephones/behaviour", from_here(wall.behave), methods=["POST"]),
        Route("/telephones/call", from_here(talk.ring), methods=["POST"]),
        Route("/telephones/{slug}/reply", from_here(talk.reply), methods=["POST"]),
        Route("/telephones/{slug}/{key:str}", from_here(wall.press), methods=["POST"]),
        Route("/control/telephones/call", talk.order_call, methods=["POST"]),
        Route("/control/telephones/{slug}/reply", talk.order_reply, methods=["POST"]),
        Route("/control/telephones", wall.dump, methods=["GET"]),
        Route("/control/telephones/behaviour", wall.order, methods=["POST"]),
        Route("/control/telephones/reports", wall.let_go, methods=["POST"]),
        Route("/control/telephones/settled", wall.settled, methods=["GET"]),
        Route("/control/telephones/reset", wall.reset, methods=["POST"]),
        Route("/control/telephones/{slug}/{key:str}", wall.press_key, methods=["POST"]),
    ]


class Wall:
    """The page's handlers."""

    def __init__(
        self, telephones: Telephones, reporter: Reporter, switchboard: Switchboard
    ) -> None:
        self._telephones = telephones
        self._reporter = reporter
        self._switchboard = switchboard
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def page(self, _: Request) -> Response:
        by_number = self._telephones.on_wall(ON_THE_WALL)
        rules = self._telephones.rules
        html = self._templates.get_template("telephones.html").render(
            telephones={number: [_view(i) for i in items] for number, items in by_number.items()},
            behaviours={each.value: label for each, label in LABELS.items()},
            behaviour=rules[0][0].value if rules else Behaviour.SUCCESS.value,
            ringing=sum(
                item.stage is Stage.RINGING for items in by_number.values() for item in items
            ),
            waiting=len(self._telephones.waiting),
            calls_in=self._calls_in(),
        )
        return HTMLResponse(html, headers=SAFE_HEADERS)

    def _calls_in(self) -> dict[str, list[dict[str, Any]]]:
        """By number: the latest first."""
        found: dict[str, list[dict[str, Any]]] = {}
        for call in list(self._switchboard.calls.values())[: -ON_THE_WALL - 1 : -1]:
            found.setdefault(call.number, []).append(view_call_in(call))
        return found

    async def press(self, request: Request) -> Response:
        pressed = self._press(request)
        return pressed or RedirectResponse("/telephones", status_code=303)

    async def press_key(self, request: Request) -> Response:
        return self._press(request) or Response(status_code=204)

    def _press(self, request: Request) -> Response | None:
        item = self._telephones.by_slug.get(request.path_params["slug"])
        stage = PRESSED.get(request.path_params["key"])
        if item is None or stage is None or item.kind != "call":
            return Response(status_code=404)
        if item.stage not in OVER:
            item.stage = stage
            self._reporter.tell(item, late=self._telephones.misbehaves(Behaviour.LATE_REPORTS))
        return None

    async def behave(self, request: Request) -> Response:
        form = await request.form()
        self._order(Behaviour(str(form.get("behaviour", "success"))), None)
        return RedirectResponse("/telephones", status_code=303)

    async def order(self, request: Request) -> Response:
        """`{"behaviour": "lose", "next": 2}`; without `next` it stays."""
        said = await request.json()
        try:
            self._order(Behaviour(said["behaviour"]), said.get("next"))
        except (KeyError, ValueError) as wrong:
            return JSONResponse({"error": str(wrong)}, status_code=400)
        return Response(status_code=204)

    def _order(self, behaviour: Behaviour, strikes: int | None) -> None:
        self._telephones.rules.clear()
        if behaviour is not Behaviour.SUCCESS:
            self._telephones.rules.append((behaviour, strikes))
        if behaviour is not Behaviour.LATE_REPORTS:
            self._reporter.let_go()

    async def let_go(self, _: Request) -> Response:
        return JSONResponse({"reports": self._reporter.let_go()})

    async def settled(self, _: Request) -> Response:
        """Answers when every report was heard or given up."""
        await self._reporter.settled()
        return Response(status_code=204)

    async def reset(self, _: Request) -> Response:
        self._telephones.reset()
        self._switchboard.calls.clear()
        return Response(status_code=204)

    async def dump(self, _: Request) -> Response:
        items = [
            {
                "slug": item.slug,
                "kind": item.kind,
                "at": item.at,
                "stage": item.stage.value,
                "reported": item.reported,
                "said": item.said,
                "asked": item.asked,
            }
            for item in self._telephones.items.values()
        ]
        return JSONResponse({"items": items, "counts": self._telephones.counts})


def _view(item: Item) -> dict[str, Any]:
    """What the template shows of one message or call."""
    asked = item.asked
    confirm, question = asked.get("confirm") or {}, asked.get("question")
    return {
        "slug": item.slug,
        "is_call": item.kind == "call",
        "time": datetime.fromtimestamp(item.at, SEOUL).strftime("%H:%M:%S"),
        "stage": STAGES[item.stage],
        "state": item.stage.value,
        "open": item.stage not in OVER and item.kind == "call",
        "ringing": item.stage is Stage.RINGING,
        "text": asked.get("text") or asked.get("say", ""),
        "ask": (question or confirm).get("ask", ""),
        "asks": question is not None,
        "phrases": question["speech"]["phrases"] if question else [],
        "said": said_in_words(item.said),
        "heard_back": item.heard_back,
        "thank": confirm.get("thank", ""),
        "key": confirm.get("key", "1"),
        "language": asked.get("language", "ko-KR"),
        "repeat": asked.get("repeat", 1),
        "form": str(asked.get("form", "")).upper(),
        "subject": asked.get("subject") or "",
    }
