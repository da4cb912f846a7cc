"""The ASGI application that serves GraphQL on one path."""

from dataclasses import dataclass

import strawberry
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from gateway.context import ContextFactory
from gateway.execution.engine import Engine
from gateway.execution.limits import Limits
from gateway.playground.page import ASSETS_PATH, Playground, assets
from gateway.transport.http import HttpTransport
from gateway.transport.streams import Streams
from gateway.transport.websocket import WebSocketTransport


@dataclass(frozen=True, slots=True)
class GraphQLApp:
    """HTTP, SSE and WebSocket behind one ASGI callable.

    Call `drain()` when shutdown begins, before the server waits for its connections.
    """

    http: HttpTransport
    websocket: WebSocketTransport
    streams: Streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        serve = self.websocket if scope["type"] == "websocket" else self.http
        await serve(scope, receive, send)

    def drain(self) -> None:
        """End every subscription politely: `complete` on SSE, close code 1012 on sockets."""
        self.streams.drain()


PATH = "/graphql"


def graphql_routes(app: GraphQLApp) -> list[BaseRoute]:
    """The routes to mount: the one path of GraphQL, and the playground's static files."""
    return [
        Route(PATH, app),
        WebSocketRoute(PATH, app),
        Mount(ASSETS_PATH, assets()),
    ]


def build_graphql_app(
    schema: strawberry.Schema,
    *,
    context_factory: ContextFactory,
    limits: Limits | None = None,
    playground: bool = True,
) -> GraphQLApp:
    """Serve `schema`; mount it with `graphql_routes`.

    `context_factory` is called once for an HTTP request and once for a socket's
    connection_init; see `gateway.context.ContextFactory` for how it refuses.
    """
    engine = Engine(schema, limits or Limits())
    streams = Streams()
    return GraphQLApp(
        http=HttpTransport(
            engine=engine,
            context_factory=context_factory,
            streams=streams,
            playground=Playground() if playground else None,
        ),
        websocket=WebSocketTransport(
            engine=engine, context_factory=context_factory, streams=streams
        ),
        streams=streams,
    )
