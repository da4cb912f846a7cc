"""Who is calling: the bearer token of a request, or of a socket's first message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from domains.kernel.actor import ANONYMOUS, Actor
from infra.tokens import AccessTokens, TokenProblem, TokenRefused

ACTOR = "actor"
PROBLEM = "authentication_problem"
EXPIRES_AT = "token_expires_at"


@dataclass(frozen=True, slots=True)
class Identified:
    """The actor; or nobody, and what was wrong with the token that was shown, if one was."""

    actor: Actor = ANONYMOUS
    problem: TokenProblem | None = None
    expires_at: datetime | None = None
    """When the token ends, and with it every stream that it opened."""


def identify(tokens: AccessTokens, authorization: str | None) -> Identified:
    """Read an `Authorization` value: `Bearer <token>`, or the bare token.

    No credential at all is nobody and no problem. A credential that is no good is nobody *with*
    a problem: the edge then answers UNAUTHENTICATED rather than less than was asked.
    """
    if not authorization or not authorization.strip():
        return Identified()
    scheme, _, rest = authorization.strip().partition(" ")
    if rest and scheme.lower() != "bearer":
        return Identified(problem=TokenProblem.INVALID)
    verdict = tokens.verify(rest.strip() or scheme)
    if isinstance(verdict, TokenRefused):
        return Identified(problem=verdict.problem)
    return Identified(actor=verdict.actor, expires_at=verdict.expires_at)


def identify_connection(tokens: AccessTokens, payload: Mapping[str, object]) -> Identified:
    """The actor of a WebSocket, from `connection_init`: `{"authorization": "Bearer …"}`."""
    given = next((value for key, value in payload.items() if key.lower() == "authorization"), None)
    if given is None:
        return Identified()
    if not isinstance(given, str):
        return Identified(problem=TokenProblem.INVALID)
    return identify(tokens, given)


class Authentication:
    """ASGI middleware: puts actor, authentication_problem and token_expires_at into the state.

    It refuses nothing itself. Trackers use Basic credentials on `/ingest`, which are theirs to
    judge: another scheme than Bearer only matters where an actor is asked for.
    """

    def __init__(self, app: ASGIApp, *, tokens: AccessTokens) -> None:
        self._app, self._tokens = app, tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            identified = identify(self._tokens, Headers(scope=scope).get("authorization"))
            state = scope.setdefault("state", {})
            state[ACTOR], state[PROBLEM] = identified.actor, identified.problem
            state[EXPIRES_AT] = identified.expires_at
        await self._app(scope, receive, send)
