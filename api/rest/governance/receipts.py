"""`/governance/receipts`: a code opens the closing list of an erasure, for who has no account left.

The code is typed and posted, so that no address, log or history holds it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, assert_never

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.middleware.rate_limits import visitor_of
from api.rest.governance.page import Facts, Field, locale_of, page, say
from domains.governance import public as governance
from domains.governance.public import ErasureReceipt
from domains.kernel.attempts import Attempted, Attempts, Visitor
from domains.kernel.clock import SEOUL, Clock
from domains.kernel.text import Locale

PATH = "/governance/receipts"
CODE = Field("code", label="receipt.code", deed="receipt.deed")
LONGEST_CODE = 100


@dataclass(frozen=True, slots=True)
class ReceiptPages:
    """What the pages work with."""

    attempts: Attempts
    clock: Clock


def receipt_routes(pages: ReceiptPages) -> list[Route]:
    """The page, and the form that it sends."""

    def route(endpoint: Endpoint, method: str) -> Route:
        return Route(PATH, partial(endpoint, pages), methods=[method], name=endpoint.__name__)

    return [route(ask_for_code, "GET"), route(show_receipt, "POST")]


Endpoint = Callable[[ReceiptPages, Request], Awaitable[Response]]


async def ask_for_code(_: ReceiptPages, request: Request) -> Response:
    """A field to type it into."""
    return page(request, "receipt.ask", asks=CODE)


async def show_receipt(pages: ReceiptPages, request: Request) -> Response:
    """What became of the request whose code was typed. Wrong ones are counted."""
    by = Visitor(address=visitor_of(request.scope))
    too_many = await pages.attempts.begin(Attempted.RECEIPT_CODE, by=by)
    if too_many is not None:
        wait_s = int(too_many.wait_s) + 1
        return page(request, "receipt.too_often", status=429, retry_after_s=wait_s)
    said = (await request.form()).get(CODE.named, "")
    code = said[:LONGEST_CODE] if isinstance(said, str) else ""
    outcome = await governance.show_receipt(code, clock=pages.clock)
    if not isinstance(outcome, governance.NoReceipt):
        await pages.attempts.succeeded(Attempted.RECEIPT_CODE, by=by)
    return _answer(request, outcome)


def _answer(
    request: Request,
    outcome: ErasureReceipt | governance.NotErased | governance.NotErasedYet | governance.NoReceipt,
) -> Response:
    match outcome:
        case ErasureReceipt():
            return _closing_list(request, outcome)
        case governance.NotErasedYet(due=None):
            return page(request, "receipt.draft")
        case governance.NotErasedYet(due=due):
            return page(request, "receipt.not_yet", values={"due": due})
        case governance.NotErased():
            return page(request, "receipt.otherwise")
        case governance.NoReceipt():
            return page(request, "receipt.wrong", status=404, asks=CODE)
        case unreachable:
            assert_never(unreachable)


def _closing_list(request: Request, receipt: ErasureReceipt) -> Response:
    locale = locale_of(request)
    message = "receipt.under_way" if receipt.finished_at is None else "receipt.done"
    until = {"until": _day(receipt.until)}
    return page(
        request, message, values=until, facts=[_destroyed(receipt, locale), _kept(receipt, locale)]
    )


def _destroyed(receipt: ErasureReceipt, locale: Locale) -> Facts:
    proofs = {
        "rows": receipt.erased_at,
        "key": receipt.key_destroyed_at,
        "copies": receipt.objects_destroyed_at,
        "all": receipt.finished_at,
    }
    under_way = say(locale, "receipt.step.under_way")
    return Facts(
        say(locale, "receipt.destroyed"),
        [
            (say(locale, f"receipt.step.{step}"), under_way if at is None else _moment(at))
            for step, at in proofs.items()
        ],
    )


def _kept(receipt: ErasureReceipt, locale: Locale) -> Facts:
    """By which law, how many rows of what, and until when; a plain word for each table."""
    return Facts(
        say(locale, "receipt.kept"),
        [
            (say(locale, f"receipt.kept.{one['what']}"), _how_long(one, locale))
            for one in receipt.kept
        ],
    )


def _how_long(kept: Mapping[str, Any], locale: Locale) -> str:
    if kept["until"] is None:
        return say(locale, "receipt.by_law", law=kept["law"], rows=kept["rows"])
    return say(
        locale, "receipt.by_law_until", law=kept["law"], rows=kept["rows"], until=kept["until"]
    )


def _day(moment: datetime) -> str:
    return moment.astimezone(SEOUL).date().isoformat()


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(SEOUL):%Y-%m-%d %H:%M} (KST)"
