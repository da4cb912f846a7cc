"""Typed decorators for resolvers; a root field cannot be written without its authorisation.

Who (`allow`), for whom (`about`), for which purpose (`under`): see `gateway.declarations`.
"""

from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar, cast

import strawberry

from gateway.declarations import ABOUT, UNDER, About, Under, check_declaration
from gateway.permissions import DECLARED, Permission

P = ParamSpec("P")
R = TypeVar("R")


class Decorator(Protocol):
    """Leaves the resolver's own signature to the type checker."""

    def __call__(self, resolver: Callable[P, R], /) -> Callable[P, R]: ...


def query(
    *,
    allow: Permission,
    about: About,
    under: Under | None = None,
    description: str,
    deprecated: str | None = None,
) -> Decorator:
    """A field of Query, open to whom `allow` admits."""
    decorated = strawberry.field(
        metadata=_declared(allow, about, under),
        description=description,
        deprecation_reason=deprecated,
    )
    return cast(Decorator, decorated)


def mutation(
    *,
    allow: Permission,
    about: About,
    under: Under | None = None,
    description: str,
    deprecated: str | None = None,
) -> Decorator:
    """A field of Mutation; `gateway.conventions` says what its signature must look like."""
    decorated = strawberry.mutation(
        metadata=_declared(allow, about, under),
        description=description,
        deprecation_reason=deprecated,
    )
    return cast(Decorator, decorated)


def subscription(
    *,
    allow: Permission,
    about: About,
    under: Under | None = None,
    description: str,
    deprecated: str | None = None,
) -> Decorator:
    """A field of Subscription: an async generator.

    `allow` is asked once, at the start; what may end meanwhile (a guardianship, a consent) the
    generator asks again before each event that it yields.
    """
    decorated = strawberry.subscription(
        metadata=_declared(allow, about, under),
        description=description,
        deprecation_reason=deprecated,
    )
    return cast(Decorator, decorated)


def field(*, description: str, deprecated: str | None = None) -> Decorator:
    """A resolved field of an object type; who may see it was decided where the object came from."""
    decorated = strawberry.field(description=description, deprecation_reason=deprecated)
    return cast(Decorator, decorated)


def _declared(allow: Permission, about: About, under: Under | None) -> dict[str, object]:
    check_declaration(about, under)
    return {DECLARED: allow, ABOUT: about, UNDER: under}
