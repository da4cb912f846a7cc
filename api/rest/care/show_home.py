"""`/care/home`: one sentence, one button, in large type; `/care/home/help` asks for help."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.rest.auth.form import fields_of
from api.rest.care.desk import CareDesk
from api.rest.care.page import locale_of, refusal, render
from domains.care import public as care
from domains.care.public import check_ins, views
from domains.kernel.actor import Actor

PATH = "/care/home"
HELP = "/care/home/help"
OFFLINE = "/care/home/offline"

MEANINGS = {
    views.HomeAction.FINE.value: check_ins.Meaning.FINE,
    views.HomeAction.CALL_ME.value: check_ins.Meaning.CALL_ME,
    "help": check_ins.Meaning.HELP,
}
"""What a button says; asking for help has a page of its own."""


async def show_home(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """Her own screen. The form carries the request's id: pressed twice, it is one answer."""
    home = await views.show_senior_home(actor, locale=locale_of(request), clock=desk.clock)
    if home is None:
        return refusal(request, "no_care", status=404)
    return render(request, "home.html", home=home, request_id=desk.ids.new(), path=PATH, help=HELP)


async def show_help(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """One button that asks for help; nobody presses it by brushing past."""
    home = await views.show_senior_home(actor, locale=locale_of(request), clock=desk.clock)
    if home is None:
        return refusal(request, "no_care", status=404)
    return render(request, "help.html", home=home, request_id=desk.ids.new(), path=PATH)


async def show_offline(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """Kept by the browser before it is needed."""
    home = await views.show_senior_home(actor, locale=locale_of(request), clock=desk.clock)
    if home is None:
        return refusal(request, "no_care", status=404)
    return render(request, "offline.html", home=home, path=PATH)


async def press(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """The button; then back to the sentence, which says what became of it."""
    form = await fields_of(request)
    action = form.get("action", "")
    try:
        request_id = UUID(form.get("request_id", ""))
        asked = UUID(form["check_in_id"]) if form.get("check_in_id") else None
    except ValueError:
        return refusal(request, "not_ours", status=400)
    if action == views.HomeAction.BACK:
        await _come_back(desk, actor)
    elif action in MEANINGS:
        await _say(desk, actor, MEANINGS[action], request_id=request_id, asked=asked)
    else:
        return refusal(request, "not_ours", status=400)
    return RedirectResponse(PATH, status_code=303)


async def _say(
    desk: CareDesk,
    actor: Actor,
    meaning: check_ins.Meaning,
    *,
    request_id: UUID,
    asked: UUID | None,
) -> None:
    """To the question on the page; where that is over, of her own accord: no word is lost."""
    if asked is not None:
        heard = await check_ins.answer_check_in(
            actor,
            check_in_id=asked,
            meaning=meaning,
            request_id=request_id,
            said_at=None,
            clock=desk.clock,
            ids=desk.ids,
        )
        if isinstance(heard, check_ins.Heard) and heard.effect is not check_ins.Effect.TOO_LATE:
            return
    await check_ins.volunteer(
        actor, meaning=meaning, request_id=request_id, clock=desk.clock, ids=desk.ids
    )


async def _come_back(desk: CareDesk, actor: Actor) -> None:
    assert actor.person_id is not None
    await care.people.resume_care(actor, actor.person_id, clock=desk.clock, ids=desk.ids)
