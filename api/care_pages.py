"""The pages of care, and the pictures that its forms send."""

from collections.abc import Iterator
from functools import partial

from starlette.routing import BaseRoute

from api.rest.auth import SignInDesk
from api.rest.care import Album, CareDesk, care_routes, photo_routes
from infra.ended_sessions import EndedSessions
from infra.file_lock import AesFileLock
from infra.large_print import MonthOnPaper
from infra.object_store import open_object_store
from infra.pictures import CleanPictures
from infra.settings import Settings


def care_pages(
    settings: Settings, sign_in: SignInDesk, *, ended: EndedSessions
) -> Iterator[BaseRoute]:
    """Each knows who is there: by a cookie that these pages alone see, or by an access token."""
    desk = CareDesk(sign_in, ended.stands, MonthOnPaper)
    objects = partial(open_object_store, settings.objects)
    yield from care_routes(desk)
    yield from photo_routes(Album(desk, CleanPictures(), AesFileLock(), objects))
