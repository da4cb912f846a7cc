"""`/governance/exports/{id}`: a signed link opens the page, the passphrase opens the copy."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import assert_never
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.middleware.rate_limits import visitor_of
from api.rest.governance.page import Field, page
from domains.governance import public as governance
from domains.governance.ports import ExportPacker, ExportSealer
from domains.governance.public import Desk, ExportLink
from domains.kernel.attempts import Attempted, Attempts, Visitor
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from domains.kernel.ids import Ids
from domains.kernel.object_store import ObjectStore

PATH = "/governance/exports/{export_id:uuid}"
PASSPHRASE = Field("passphrase", label="export.passphrase", deed="export.deed")
LONGEST_PASSPHRASE = 100
DOWNLOAD = {
    "Content-Disposition": 'attachment; filename="osan-talk.zip"',
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class ExportPages:
    """What the pages work with; the store is opened when somebody knows a passphrase."""

    objects: Callable[[], AbstractAsyncContextManager[ObjectStore]]
    sealer: ExportSealer
    packer: ExportPacker
    attempts: Attempts
    clock: Clock
    ids: Ids


def export_routes(pages: ExportPages) -> list[Route]:
    """The page, and the form that it sends."""

    def route(endpoint: Endpoint, method: str) -> Route:
        return Route(PATH, partial(endpoint, pages), methods=[method], name=endpoint.__name__)

    return [route(show_export, "GET"), route(hand_over_export, "POST")]


Endpoint = Callable[[ExportPages, Request], Awaitable[Response]]


async def show_export(pages: ExportPages, request: Request) -> Response:
    """Asks for the passphrase, or says plainly why there is nothing to fetch."""
    link = _link(request)
    if link is None:
        return page(request, "export.gone", status=404)
    closed = await governance.look_at_export(link, clock=pages.clock)
    return (
        page(request, "export.ask", asks=PASSPHRASE) if closed is None else _closed(request, closed)
    )


async def hand_over_export(pages: ExportPages, request: Request) -> Response:
    """The copy, for the right passphrase. Guesses are counted, and refused while nobody counts."""
    link = _link(request)
    if link is None:
        return page(request, "export.gone", status=404)
    by = Visitor(address=visitor_of(request.scope), credential=str(link.export_id))
    try:
        too_many = await pages.attempts.begin(Attempted.EXPORT_LINK, by=by)
    except Unavailable:
        return page(request, "export.unavailable", status=503)
    if too_many is not None:
        return page(request, "export.too_often", status=429, retry_after_s=int(too_many.wait_s) + 1)
    outcome = await _fetch(pages, request, link)
    if isinstance(outcome, governance.Fetched):
        await pages.attempts.succeeded(Attempted.EXPORT_LINK, by=by)
    return _answer(request, outcome)


FetchOutcome = (
    governance.Fetched | governance.WrongPassphrase | governance.NotReady | governance.Gone
)


async def _fetch(pages: ExportPages, request: Request, link: ExportLink) -> FetchOutcome:
    said = (await request.form()).get(PASSPHRASE.named, "")
    passphrase = said[:LONGEST_PASSPHRASE] if isinstance(said, str) else ""
    async with pages.objects() as objects:
        return await governance.fetch_export(
            link,
            passphrase=passphrase,
            desk=Desk(pages.sealer, pages.packer, objects),
            clock=pages.clock,
            ids=pages.ids,
        )


def _answer(request: Request, outcome: FetchOutcome) -> Response:
    match outcome:
        case governance.Fetched(body=body):
            return Response(body, media_type="application/zip", headers=DOWNLOAD)
        case governance.WrongPassphrase():
            return page(request, "export.wrong", status=403, asks=PASSPHRASE)
        case governance.NotReady() | governance.Gone():
            return _closed(request, outcome)
        case unreachable:
            assert_never(unreachable)


def _closed(request: Request, closed: governance.NotReady | governance.Gone) -> Response:
    match closed:
        case governance.NotReady(done=done, total=total):
            return page(request, "export.not_ready", values={"done": done, "total": total})
        case governance.Gone():
            return page(request, "export.gone", status=410)
        case unreachable:
            assert_never(unreachable)


def _link(request: Request) -> ExportLink | None:
    """None for an address that was cut short or never was one of ours."""
    said = request.query_params
    try:
        return ExportLink(
            export_id=request.path_params["export_id"],
            person_id=UUID(said["person"]),
            until=_seconds(said["until"]),
            signature=said["signature"],
        )
    except (KeyError, ValueError):
        return None


def _seconds(text: str) -> int:
    """Within what a date can say. Raises ValueError."""
    seconds = int(text)
    if not 0 <= seconds < 2**33:
        raise ValueError(text)
    return seconds
