"""Deny unless declared: every root field says who, for whom and why; who is asked each time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from strawberry.types.field import StrawberryField

from domains.kernel.errors import Forbidden
from gateway.context import Context
from gateway.declarations import ABOUT, UNDER, About, Under
from gateway.desk_acts import DESK_ACTS
from gateway.freshness import ensure_fresh
from gateway.permissions import DECLARED, Fresh, Permission
from graphql import GraphQLField, GraphQLResolveInfo, GraphQLSchema


class UndeclaredPermission(Exception):
    """A root field does not say who may call it, or for whom; the schema does not build."""


def root_fields(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLField]]:
    """Every field of Query, Mutation and Subscription, as ("Query.hello", field)."""
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        if root is not None:
            yield from ((f"{root.name}.{name}", field) for name, field in root.fields.items())


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a root field states about its own authorisation, word for word."""

    allow: Permission
    about: About
    under: Under | None

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.allow, self.about, self.under) if part)


def declaration_of(field: GraphQLField) -> Declaration | None:
    """What is stated beside the resolver, or None where a part of it was left out."""
    stated = _stated(field)
    allow, about = stated.get(DECLARED), stated.get(ABOUT)
    return Declaration(allow, about, stated.get(UNDER)) if allow and about else None


def declared_permission(field: GraphQLField) -> Permission | None:
    """The permission stated beside the resolver, or None where nothing was stated."""
    return _stated(field).get(DECLARED)


def _stated(field: GraphQLField) -> Mapping[Any, Any]:
    definition = field.extensions.get("strawberry-definition")
    return definition.metadata if isinstance(definition, StrawberryField) else {}


def guard_root_fields(schema: GraphQLSchema) -> None:
    """Put each root field behind its permission, and its declaration into its documentation.

    Raises UndeclaredPermission naming every field that leaves out who, or for whom.
    """
    declared = [(name, field, declaration_of(field)) for name, field in root_fields(schema)]
    silent = [name for name, _, declaration in declared if declaration is None]
    if silent:
        raise UndeclaredPermission(f"say who may call, and for whom: {', '.join(silent)}")
    for name, field, declaration in declared:
        if declaration is not None:
            _guard(name, field, declaration)


def _guard(name: str, field: GraphQLField, declaration: Declaration) -> None:
    field.description = "\n\n".join(filter(None, [field.description, str(declaration)]))
    if field.subscribe is not None:
        field.subscribe = _guarded(name, declaration.allow, field.subscribe)
    elif field.resolve is not None:
        field.resolve = _guarded(name, declaration.allow, field.resolve)


def _guarded(name: str, permission: Permission, resolve: Callable[..., Any]) -> Callable[..., Any]:
    asking = _asking(permission, resolve)
    if isinstance(permission, Fresh):
        asking = _asking_afresh(permission, asking)
    return asking if name in DESK_ACTS else _away_from_desks(asking)


def _away_from_desks(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Asked first: no desk is told to sign in anew for what it may not do at all."""

    def guarded(source: Any, info: GraphQLResolveInfo[Context], /, **arguments: Any) -> Any:
        if info.context.actor.stand_in_id is not None:
            raise Forbidden
        return resolve(source, info, **arguments)

    return guarded


def _asking(permission: Permission, resolve: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(source: Any, info: GraphQLResolveInfo[Context], /, **arguments: Any) -> Any:
        refused = permission.refusal(info.context.actor)
        if refused is not None:
            raise refused
        return resolve(source, info, **arguments)

    return guarded


def _asking_afresh(permission: Fresh, resolve: Callable[..., Any]) -> Callable[..., Any]:
    async def guarded(source: Any, info: GraphQLResolveInfo[Context], /, **arguments: Any) -> Any:
        await ensure_fresh(permission, info.context)
        answer = resolve(source, info, **arguments)
        return await answer if isawaitable(answer) else answer

    return guarded
