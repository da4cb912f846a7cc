"""What every answer tells browsers to leave alone."""

from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]

EVERYWHERE: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
SECURELY: Header = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
UNKEPT: Header = (b"cache-control", b"no-store")

PERSONAL = ("/graphql", "/auth/")
"""Answers below these speak of somebody, unless they say of themselves that they may be kept."""

ASSETS = "/graphql/assets/"
"""The playground's files: the same for everybody."""


class SecurityHeaders:
    """ASGI middleware. A header that the answer brings itself stays as it is."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._usual = (*EVERYWHERE, SECURELY) if https else EVERYWHERE
        self._personal = (*self._usual, UNKEPT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = self._personal if _is_personal(scope["path"]) else self._usual
            send = _Sealed(send, headers).pass_on
        await self._app(scope, receive, send)


def _is_personal(path: str) -> bool:
    return path.startswith(PERSONAL) and not path.startswith(ASSETS)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """One answer on its way out."""

    send: Send
    headers: tuple[Header, ...]

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", ()))
            present = {name for name, _ in own}
            message["headers"] = own + [each for each in self.headers if each[0] not in present]
        await self.send(message)
