"""What a resolver knows about the request it works for."""

from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

import strawberry
from starlette.requests import HTTPConnection
from strawberry.dataloader import DataLoader

from domains.kernel.actor import Actor
from domains.kernel.attempts import Visitor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from gateway.services import Services

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Loaders:
    """The request's data loaders, one for each batch function, made when first asked for."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: dict[object, DataLoader[Any, Any]] = {}

    def of(self, load: Callable[[list[K]], Awaitable[list[V]]]) -> DataLoader[K, V]:
        """The loader that batches through `load`: keys in, values in the same order out."""
        made = self._made.get(load)
        if made is None:
            made = self._made[load] = DataLoader(load_fn=load)
        return made


@dataclass(slots=True)
class Context:
    """One operation's world: who acts, when, in which language, with what outside help.

    `trace_id` is what a citizen reads to the help desk; it stands in every masked error.
    `expires_at` ends subscriptions together with the access token that opened them.
    """

    actor: Actor
    clock: Clock
    ids: Ids
    locale: Locale
    request_id: str
    trace_id: str
    services: Services = field(default_factory=Services)
    expires_at: datetime | None = None
    address: str | None = None
    loaders: Loaders = field(default_factory=Loaders)

    @property
    def visitor(self) -> Visitor:
        """Who tries, for `services.attempts`."""
        return Visitor(
            address=self.address,
            person_id=self.actor.person_id,
            session_id=self.actor.session_id,
        )

    def afresh(self) -> "Context":
        """The same actor's next operation or event: nothing loaded before may answer it."""
        return replace(self, loaders=Loaders(), trace_id=self.ids.new().hex)


Info = strawberry.Info[Context, None]
"""The type of a resolver's `info`: `info.context` is a Context, and there is no root value."""

ContextFactory = Callable[[HTTPConnection, Mapping[str, object]], Awaitable[Context]]
"""Makes the context of one operation.

The mapping is the `connectionParams` of a WebSocket's connection_init, empty over HTTP. Raise
`Unauthenticated` for a credential that does not hold: 401 over HTTP, close code 4403 on a socket.
No credential at all is not a fault: the actor is then `ANONYMOUS`.
"""
