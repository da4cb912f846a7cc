"""Fetching anything again by its global id."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

import strawberry

from gateway.context import Info
from gateway.declarations import About, EachNode, Under, check_declaration
from gateway.fields import query
from gateway.global_ids import Node, read_global_id
from gateway.permissions import SignedIn

Fetch = Callable[[Info, UUID], Awaitable[Node | None]]
"""Finds one node for the info's actor; None both for what is not there and for what the actor
may not see, so that ids cannot be probed."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """A Fetch that declares whose affair the node is and why it may be shown, as a field does."""

    fetch: Fetch
    about: About
    under: Under | None = None

    def __post_init__(self) -> None:
        check_declaration(self.about, self.under)

    async def __call__(self, info: Info, key: UUID) -> Node | None:
        return await self.fetch(info, key)


def node_query(fetchers: Mapping[str, Fetcher]) -> type:
    """The part of Query that answers `node(id)` from each type's own fetcher."""

    @strawberry.type
    class NodeQuery:
        @query(
            allow=SignedIn(),
            about=EachNode(),
            description="Any object by its id; null when you may not see it.",
        )
        async def node(self, info: Info, id: strawberry.ID) -> Node | None:
            type_name, key = read_global_id(id)
            fetch = fetchers.get(type_name)
            return await fetch(info, key) if fetch is not None else None

    return NodeQuery
