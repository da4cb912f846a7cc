"""`/ops/push/dead-letters`: what was given up; two buttons that try it anew or put it away."""

from collections import Counter
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.rest.auth.form import fields_of
from api.rest.ops.desk import OperatorsDesk
from api.rest.ops.page import refusal, render
from api.rest.ops.wanted import BadWish, key_in, query_of, wanted_in
from domains.kernel.actor import Actor
from notifications.public import dead_letters as letters

PATH: Final = "/ops/push/dead-letters"
A_PAGE: Final = 50
A_STRETCH: Final = 500
STRETCHES: Final = 10
"""What one press does at most; the page then says that there is more, and is pressed again."""

DEEDS: Final = {"replay": letters.replay, "dismiss": letters.dismiss}


async def list_them(desk: OperatorsDesk, request: Request, actor: Actor) -> Response:
    """Newest first, fifty a page, filtered as the address says."""
    try:
        wanted, after = wanted_in(request.query_params), key_in(request.query_params)
    except BadWish:
        return refusal(request, "ops.not_found", status=404)
    page = await letters.list_dead_letters(
        actor, wanted, after=after, limit=A_PAGE, clock=desk.clock
    )
    if isinstance(page, letters.MayNotOperate):
        return refusal(request, "ops.not_yours", status=403)
    return render(
        request,
        "dead_letters.html",
        page=page,
        wanted=wanted,
        at=desk.clock.now(),
        path=PATH,
        fields=query_of(wanted),
        older=_address(wanted, page.next_after),
        done=_done(request.query_params),
    )


async def show_one(desk: OperatorsDesk, request: Request, actor: Actor) -> Response:
    """Step by step what happened to it; the look leaves a trace."""
    key = letters.Key(request.path_params["event_id"], request.path_params["device_id"])
    story = await letters.show_dead_letter(actor, key, clock=desk.clock, ids=desk.ids)
    match story:
        case letters.MayNotOperate():
            return refusal(request, "ops.not_yours", status=403)
        case letters.NoSuchDeadLetter():
            return refusal(request, "ops.not_found", status=404)
        case letters.Story():
            one = letters.Wanted(event_id=key.event_id, device_id=key.device_id)
            return render(
                request,
                "dead_letter.html",
                story=story,
                at=desk.clock.now(),
                path=PATH,
                fields=query_of(one),
            )


async def handle_them(desk: OperatorsDesk, request: Request, actor: Actor) -> Response:
    """The form's deed on all that it names; then back to the list, with what became of it."""
    form = await fields_of(request)
    try:
        wanted = wanted_in(form)
    except BadWish:
        return refusal(request, "ops.not_found", status=404)
    deed = form.get("deed", "")
    if deed not in DEEDS or not (query_of(wanted) or form.get("all") == "all"):
        return refusal(request, "ops.not_found", status=404)
    done = await _handle(desk, actor, deed, wanted)
    if isinstance(done, letters.MayNotOperate):
        return refusal(request, "ops.not_yours", status=403)
    said = {"deed": deed, **done}
    back = {} if wanted.device_id is not None else query_of(wanted)
    return RedirectResponse(f"{PATH}?{urlencode({**back, **said})}", status_code=303)


async def _handle(
    desk: OperatorsDesk, actor: Actor, deed: str, wanted: letters.Wanted
) -> dict[str, int] | letters.MayNotOperate:
    """How many it was done to, how many were left and why; `more` where it was not all."""
    total: Counter[str] = Counter(done=0)
    after: letters.Key | None = None
    for _ in range(STRETCHES):
        stretch = await DEEDS[deed](
            actor, wanted, after=after, limit=A_STRETCH, clock=desk.clock, ids=desk.ids
        )
        if isinstance(stretch, letters.MayNotOperate):
            return stretch
        total["done"] += stretch.done
        total.update({hindrance.value: n for hindrance, n in stretch.left.items()})
        after = stretch.next_after
        if after is None:
            return dict(total)
    return {**total, "more": 1}


def _address(wanted: letters.Wanted, after: letters.Key | None) -> str | None:
    """Of the page behind `after`."""
    if after is None:
        return None
    place = {"after": f"{after.event_id}.{after.device_id}"}
    return f"{PATH}?{urlencode({**query_of(wanted), **place})}"


def _done(query: Mapping[str, str]) -> dict[str, int | str] | None:
    """What the form before this page did, as its address says; None where there was none."""
    if query.get("deed") not in DEEDS:
        return None
    told = ("done", "more", *(each.value for each in letters.Hindrance))
    counts = {name: int(query.get(name, "")) for name in told if query.get(name, "").isdecimal()}
    return {"deed": query["deed"], **dict.fromkeys(told, 0), **counts}
