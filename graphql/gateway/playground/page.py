"""The page that browsers get at the GraphQL address."""

from starlette.types import Receive, Scope, Send

from gateway.transport.responses import send_bytes


class Playground:
    """Serves the built GraphiQL, or says how to build it."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send_bytes(send, 200, NOT_BUILT.encode(), "text/html; charset=utf-8")


NOT_BUILT = """<!doctype html><html lang="en"><title>Osan Talk GraphQL</title>
<p>The playground is not built. Run <code>python -m gateway.playground.build</code>.</p></html>
"""
