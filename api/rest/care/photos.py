"""`/care/photos/{act_id}`: the picture of an act, sent and fetched with an access token.

An act is written down first and counts by itself; its picture follows, from a page or an app, as
soon as the network carries it.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import Final, assert_never

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.rest.care.desk import CareDesk
from api.rest.care.visitor import actor_with
from api.rest.ingest.read_body import read_body
from domains.care.ports import PictureCleaner
from domains.care.public import cases
from domains.kernel.actor import Actor
from domains.kernel.errors import Unavailable
from domains.kernel.file_lock import FileLock
from domains.kernel.object_store import ObjectStore
from infra.database import OUTAGES
from infra.pictures import LARGEST

PATH: Final = "/care/photos/{act_id:uuid}"
KEPT, NOBODY, NOT_YOURS, TOO_LARGE, NO_PICTURE, AWAY = 204, 401, 404, 413, 415, 503
SHOWN: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
RETRY: Final = {"Retry-After": "60"}


@dataclass(frozen=True, slots=True)
class Album:
    """What these routes work with; the store is opened when somebody may send or see."""

    desk: CareDesk
    pictures: PictureCleaner
    lock: FileLock
    objects: Callable[[], AbstractAsyncContextManager[ObjectStore]]


Serve = Callable[[Album, Request, Actor], Awaitable[Response]]


def photo_routes(album: Album) -> list[Route]:
    """One to send, one to see."""
    return [
        Route(PATH, partial(_for_bearer, _take, album), methods=["POST"], name="keep_photo"),
        Route(PATH, partial(_for_bearer, _show, album), methods=["GET"], name="show_photo"),
    ]


async def _for_bearer(serve: Serve, album: Album, request: Request) -> Response:
    """No cookie opens these: no other site's page can make a browser send or show a picture."""
    try:
        actor = await actor_with(album.desk, request.headers.get("authorization"))
        if actor.person_id is None:
            return Response(status_code=NOBODY, headers={"WWW-Authenticate": "Bearer"})
        return await serve(album, request, actor)
    except (Unavailable, *OUTAGES):
        return Response(status_code=AWAY, headers=RETRY)


async def _take(album: Album, request: Request, actor: Actor) -> Response:
    """The body is the picture itself, whatever its header calls it."""
    body = await read_body(request, limit=LARGEST)
    if body is None:
        return Response(status_code=TOO_LARGE)
    async with album.objects() as objects:
        outcome = await cases.keep_photo(
            actor,
            body,
            act_id=request.path_params["act_id"],
            darkroom=cases.Darkroom(album.pictures, album.lock, objects),
            clock=album.desk.clock,
            ids=album.desk.ids,
        )
    match outcome:
        case cases.PhotoKept():
            return Response(status_code=KEPT)
        case cases.NoPhoto():
            return Response(status_code=NO_PICTURE)
        case cases.NotYourAct():
            return Response(status_code=NOT_YOURS)
        case unreachable:
            assert_never(unreachable)


async def _show(album: Album, request: Request, actor: Actor) -> Response:
    async with album.objects() as objects:
        picture = await cases.show_photo(
            actor,
            act_id=request.path_params["act_id"],
            lock=album.lock,
            objects=objects,
            clock=album.desk.clock,
            ids=album.desk.ids,
        )
    if isinstance(picture, cases.NotYourAct):
        return Response(status_code=NOT_YOURS)
    return Response(picture, media_type="image/jpeg", headers=SHOWN)
