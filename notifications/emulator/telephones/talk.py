"""Answering a question and calling the product: by the page's forms, or by a program."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from notifications.emulator.telephones.calls_in import CallIn, Switchboard
from notifications.emulator.telephones.exchange import Behaviour, Telephones
from notifications.emulator.telephones.replies import reply
from notifications.emulator.telephones.reports import Reporter

TO_THE_WALL = RedirectResponse("/telephones", status_code=303)


class Talk:
    """The handlers of whoever speaks into a telephone."""

    def __init__(
        self, telephones: Telephones, reporter: Reporter, switchboard: Switchboard
    ) -> None:
        self._telephones = telephones
        self._reporter = reporter
        self._switchboard = switchboard

    async def reply(self, request: Request) -> Response:
        """A form: the button `key`, the text `speech`, or neither."""
        form = await request.form()
        said = {name: str(form[name]) for name in ("key", "speech", "hang_up") if form.get(name)}
        return TO_THE_WALL if await self._reply(request, said) else Response(status_code=404)

    async def order_reply(self, request: Request) -> Response:
        """`{"key": "1"}`, `{"speech": "…"}`, `{}` for silence; `{"hang_up": true}` of a call that
        came in."""
        heard = await self._reply(request, await request.json())
        return Response(status_code=204 if heard else 404)

    async def _reply(self, request: Request, said: dict[str, Any]) -> bool:
        slug, key, speech = request.path_params["slug"], said.get("key"), said.get("speech")
        call = self._switchboard.calls.get(slug)
        if call is not None:
            return await self._end(call, key, speech, asked=not said.get("hang_up"))
        item = self._telephones.by_slug.get(slug)
        if item is None or not reply(item, self._telephones, key=key, speech=speech):
            return False
        self._reporter.tell(item, late=self._telephones.misbehaves(Behaviour.LATE_REPORTS))
        return True

    async def _end(self, call: CallIn, key: str | None, speech: str | None, *, asked: bool) -> bool:
        if call.over:
            return False
        await self._switchboard.end(call, key=key, speech=speech, asked=asked)
        return True

    async def ring(self, request: Request) -> Response:
        form = await request.form()
        attested = form.get("attested", "yes") == "yes"
        await self._ring(str(form["number"]), attested=attested)
        return TO_THE_WALL

    async def order_call(self, request: Request) -> Response:
        """`{"from": "+8210…", "attested": true}`; what the product let it hear, and the slug."""
        said = await request.json()
        call = await self._ring(str(said["from"]), attested=bool(said.get("attested", True)))
        if call is None:
            return JSONResponse({"error": "nobody was called yet: no address"}, status_code=409)
        return JSONResponse({"slug": call.slug, "status": call.status, "words": call.words})

    async def _ring(self, number: str, *, attested: bool) -> CallIn | None:
        """Where the product listens is known from what it asked last."""
        asked = next(reversed(self._telephones.items.values()), None)
        if asked is None:
            return None
        report_to = str(asked.asked["report_to"])
        return await self._switchboard.ring(number, report_to=report_to, attested=attested)


def said_in_words(said: dict[str, Any] | None) -> str:
    """An answer as the page shows it."""
    match said:
        case None:
            return ""
        case {"key": key}:
            return f"{key}번을 누름"
        case {"speech": speech, "confidence": confidence}:
            return f"“{speech}” (인식 {confidence:.0%})"
        case _:
            return "아무 말도 하지 않음"


def view_call_in(call: CallIn) -> dict[str, Any]:
    """What the template shows of a call that came in."""
    question = call.words.get("question") or {}
    return {
        "slug": call.slug,
        "attested": call.attested,
        "over": call.over,
        "unheard": call.status == 0,
        "say": call.words.get("say", ""),
        "ask": question.get("ask", ""),
        "asks": bool(question),
        "language": call.words.get("language", "ko-KR"),
        "said": said_in_words(call.said) if call.over and call.said else "",
    }
