"""`/care/assets/*` and `/care/worker.js`: the scripts of these pages, the same for everybody."""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response

_FOLDER: Final = Path(__file__).parent / "assets"
AT_WORK: Final = (
    *(
        "work.js",
        "forms.js",
        "steps.js",
        "refused.js",
        "kept.js",
        "shelf.js",
        "homes.js",
        "homemap.js",
        "acts.js",
        "sheet.js",
        "onward.js",
        "reasons.js",
        "photo.js",
    ),
    *("session.js", "scheme.js"),
)
"""What the care worker's page is made of; its service worker keeps them all."""
SCRIPTS: Final = frozenset({"home.js", "back.js", "board.js", *AT_WORK})
WORKER: Final = "/care/worker.js"
"""Beside the pages: a service worker rules over what lies below its own address."""
ASSETS: Final = "/care/assets/{name}"
HEADERS: Final = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


async def worker(_: Request) -> Response:
    return _script("worker.js")


async def asset(request: Request) -> Response:
    name = request.path_params["name"]
    return _script(name) if name in SCRIPTS else Response(status_code=404)


def _script(name: str) -> Response:
    return FileResponse(_FOLDER / name, media_type="text/javascript", headers=HEADERS)
