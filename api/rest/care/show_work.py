"""`/care/work` and `/care/board`: shells that hold nobody's data; their scripts ask for it.

A shell is the same for everybody in a language, so that a browser may keep it for a cellar
without a network. What it shows comes over GraphQL, with a token of the signed-in session.
"""

from datetime import timedelta
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.rest.auth.cookies import keep_list_key
from api.rest.care.desk import CareDesk
from api.rest.care.dong_tiles import TILES
from api.rest.care.page import TEXTS, locale_of, render
from domains.care.public import cases, judgement, views
from domains.kernel.actor import Actor
from domains.kernel.text import Locale

WORK: Final = "/care/work"
BOARD: Final = "/care/board"
SAID_AT_WORK: Final = (
    *("nothing", "offline", "waiting", "refused", "as_of", "taken"),
    *("overdue", "left", "kept", "late", "sign_in", "homes", "open", "stale", "new_face"),
    *("nothing_done", "act_settles", "act_tries", "see_photo", "photo_of_act", "no_photo", "north"),
    *("not_yours", "not_now", "no_address", "no_number", "position", "more"),
    *("trouble", "let_go", "take", "closes", "end_none", "was_right", "no_reasons"),
)
SENT_ON: Final = ("confirm", "worker", "emergency")
"""Acts of `assets/onward.js` of which it asks twice."""
SAID_ONWARD: Final = (
    *(f"{of}_{what}" for of in ("ask", "means", "yes", "done") for what in SENT_ON),
    *("done_hold", "done_before", "sending", "no_network", "not_known", "signed_out"),
    *("no_CareCaseNotFound", "no_CareCaseOver", "no_CareCaseAtTheTop"),
    *("no_CareCaseNotInYourHands", "no_FORBIDDEN", "no_other"),
)
MINUTES: Final = tuple(n for n in (10, 20, 30, 60) if timedelta(minutes=n) <= cases.LONGEST_HOLD)
"""Of which somebody may say that they need so much longer: none is offered that would be cut."""
WHY_REFUSED: Final = (
    *("CareCaseNotFound", "CareActMissing", "CareNoticedSince", "NoSuchCareAct"),
    "NoPartInThisCase",
    *("BAD_USER_INPUT", "FORBIDDEN", "REQUEST_ID_REUSED", "BODY_TOO_LARGE"),
    *("RESIDENT_NUMBER_REFUSED", "photo_404", "photo_413", "photo_415", "other"),
)
"""What the city says to a form that it does not take (`assets/steps.js`), in words."""
SAID_ON_THE_BOARD: Final = (
    *("board.stopped", "board.live", "figures.hidden"),
    *("map.hidden", "map.seniors", "map.affected", "map.few_affected"),
    *("work.overdue", "work.left", "work.taken", "work.late", "work.more"),
)
"""Texts that the scripts fill in."""


async def show_work(desk: CareDesk, request: Request, actor: Actor) -> Response:  # noqa: ARG001
    """The list by urgency, with clocks and forms; and the key to what the browser keeps of it."""
    locale = locale_of(request)
    said = {f"work.{key}": _raw(locale, f"work.{key}") for key in SAID_AT_WORK}
    acts = {kind.value: TEXTS.text(locale, f"act.{kind}") for kind in cases.ActKind}
    said |= {f"act.{kind.name}": acts[kind.value] for kind in cases.ActKind}
    reasons = {why.name: TEXTS.text(locale, f"false.{why}") for why in cases.FalseAlarm}
    said |= {f"false.{name}": text for name, text in reasons.items()}
    opinions = {each.name: TEXTS.text(locale, f"opinion.{each}") for each in judgement.Opinion}
    said |= {f"opinion.{name}": text for name, text in opinions.items()}
    said |= {f"onward.{key}": _raw(locale, f"onward.{key}") for key in SAID_ONWARD}
    said |= {f"refusal.{why}": _raw(locale, f"refusal.{why}") for why in WHY_REFUSED}
    page = render(
        request,
        "work.html",
        acts=acts,
        reasons=reasons,
        opinions=opinions,
        minutes=MINUTES,
        tiles=_json(TILES),
        words=_json(said | _codes(locale)),
    )
    keep_list_key(request, page, desk.sign_in)
    return page


async def show_board(desk: CareDesk, request: Request, actor: Actor) -> Response:  # noqa: ARG001
    """The centre's board, figures and map."""
    locale = locale_of(request)
    said = {key: _raw(locale, key) for key in SAID_ON_THE_BOARD}
    return render(request, "board.html", tiles=_json(TILES), words=_json(said | _codes(locale)))


def _codes(locale: Locale) -> dict[str, str]:
    """Words for the codes that GraphQL answers with."""
    kinds = {f"kind.{k.name}": views.words(locale, f"kind.{k}").text for k in cases.ConcernKind}
    levels = {f"level.{n.value}": TEXTS.text(locale, f"level.{n.value}") for n in cases.Level}
    return kinds | levels


def _raw(locale: Locale, key: str) -> str:
    """With its gaps, which the script fills in."""
    gaps = {
        name: "{" + name + "}" for name in ("n", "what", "at", "name", "left", "least", "metres")
    }
    return TEXTS.text(locale, key, **gaps)


def _json(said: object) -> str:
    return orjson.dumps(said).decode()
