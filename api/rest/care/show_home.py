"""`/care/home`: one sentence, one button, in large type; `/care/home/help` asks for help."""

from typing import assert_never
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
AGAIN = "/care/home/again"
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
    return _screen(desk, request, home)


async def show_help(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """One button that asks for help; nobody presses it by brushing past. Where nobody would hear
    it her own screen says so, and offers 119."""
    home = await views.show_senior_home(actor, locale=locale_of(request), clock=desk.clock)
    if home is None:
        return refusal(request, "no_care", status=404)
    if not home.is_heard:
        return _screen(desk, request, home)
    return render(request, "help.html", home=home, request_id=desk.ids.new(), path=PATH)


async def show_again(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """She pressed, and first had to be recognised anew: nobody has heard it, and one press more
    says it. It is never said by being led here, which anybody's link could do."""
    home = await views.show_senior_home(actor, locale=locale_of(request), clock=desk.clock)
    if home is None:
        return render(request, "not_heard.html", status=404, path=PATH)
    if not home.is_heard:
        return _screen(desk, request, home)
    for_help = request.query_params.get("action") == "help"
    return render(
        request,
        "again.html",
        home=home,
        for_help=for_help,
        request_id=desk.ids.new(),
        path=PATH,
        help=HELP,
    )


async def show_offline(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """Kept by the browser before it is needed."""
    home = await views.show_senior_home(actor, locale=locale_of(request), clock=desk.clock)
    if home is None:
        return refusal(request, "no_care", status=404)
    return render(request, "offline.html", home=home, path=PATH)


async def press(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """The button; then back to the sentence, which says what became of it. What nobody took down
    (a page from before, a consent taken back) never looks as if it had been: that page offers 119.
    """
    form = await fields_of(request)
    action = form.get("action", "")
    try:
        request_id = UUID(form.get("request_id", ""))
        asked = UUID(form["check_in_id"]) if form.get("check_in_id") else None
    except ValueError:
        return refusal(request, "not_ours", status=400)
    if action == views.HomeAction.BACK:
        is_heard = await _come_back(desk, actor)
    elif action in MEANINGS:
        is_heard = await _say(desk, actor, MEANINGS[action], request_id=request_id, asked=asked)
    else:
        return refusal(request, "not_ours", status=400)
    if not is_heard:
        return render(request, "not_heard.html", status=409, path=PATH)
    return RedirectResponse(PATH, status_code=303)


def _screen(desk: CareDesk, request: Request, home: views.SeniorHome) -> Response:
    return render(request, "home.html", home=home, request_id=desk.ids.new(), path=PATH, help=HELP)


async def _say(
    desk: CareDesk,
    actor: Actor,
    meaning: check_ins.Meaning,
    *,
    request_id: UUID,
    asked: UUID | None,
) -> bool:
    """To the question on the page; where that is over, of her own accord: no word is lost. False
    where nobody looks after her."""
    if asked is not None and await _answer(desk, actor, asked, meaning, request_id=request_id):
        return True
    outcome = await check_ins.volunteer(
        actor, meaning=meaning, request_id=request_id, clock=desk.clock, ids=desk.ids
    )
    match outcome:
        case check_ins.Volunteered():
            return True
        case check_ins.NotCaredFor():
            return False
        case unreachable:
            assert_never(unreachable)


async def _answer(
    desk: CareDesk,
    actor: Actor,
    check_in_id: UUID,
    meaning: check_ins.Meaning,
    *,
    request_id: UUID,
) -> bool:
    """Whether the question took it."""
    heard = await check_ins.answer_check_in(
        actor,
        check_in_id=check_in_id,
        meaning=meaning,
        request_id=request_id,
        said_at=None,
        clock=desk.clock,
        ids=desk.ids,
    )
    match heard:
        case check_ins.Heard(effect=effect):
            return effect is not check_ins.Effect.TOO_LATE
        case check_ins.NotYourQuestion():
            return False
        case unreachable:
            assert_never(unreachable)


async def _come_back(desk: CareDesk, actor: Actor) -> bool:
    """False where there is no care to come back to."""
    assert actor.person_id is not None
    outcome = await care.people.resume_care(actor, actor.person_id, clock=desk.clock, ids=desk.ids)
    match outcome:
        case care.people.Resumed():
            return True
        case care.people.NotYourSenior():
            return False
        case unreachable:
            assert_never(unreachable)
