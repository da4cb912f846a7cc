"""Deny unless declared: every root field carries its permission, and it is asked each time."""

from collections.abc import Callable, Iterator
from inspect import isawaitable
from typing import Any

from strawberry.types.field import StrawberryField

from gateway.context import Context
from gateway.freshness import ensure_fresh
from gateway.permissions import DECLARED, Fresh, Permission
from graphql import GraphQLField, GraphQLResolveInfo, GraphQLSchema


class UndeclaredPermission(Exception):
    """A root field says nothing about who may call it; the schema does not build."""


def root_fields(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLField]]:
    """Every field of Query, Mutation and Subscription, as ("Query.hello", field)."""
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        if root is not None:
            yield from ((f"{root.name}.{name}", field) for name, field in root.fields.items())


def declared_permission(field: GraphQLField) -> Permission | None:
    """The permission stated beside the resolver, or None where nothing was stated."""
    definition = field.extensions.get("strawberry-definition")
    if not isinstance(definition, StrawberryField):
        return None
    return definition.metadata.get(DECLARED)


def guard_root_fields(schema: GraphQLSchema) -> None:
    """Put each root field behind its permission, and the permission into its documentation.

    Raises UndeclaredPermission naming every field that states none.
    """
    permissions = [(name, field, declared_permission(field)) for name, field in root_fields(schema)]
    silent = [name for name, _, permission in permissions if permission is None]
    if silent:
        raise UndeclaredPermission(f"say who may call: {', '.join(silent)}")
    for _, field, permission in permissions:
        if permission is not None:
            _guard(field, permission)


def _guard(field: GraphQLField, permission: Permission) -> None:
    field.description = "\n\n".join(filter(None, [field.description, str(permission)]))
    if field.subscribe is not None:
        field.subscribe = _asking(permission, field.subscribe)
    elif field.resolve is not None:
        field.resolve = _asking(permission, field.resolve)


def _asking(permission: Permission, resolve: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(source: Any, info: GraphQLResolveInfo[Context], /, **arguments: Any) -> Any:
        refused = permission.refusal(info.context.actor)
        if refused is not None:
            raise refused
        return resolve(source, info, **arguments)

    return _asking_afresh(permission, guarded) if isinstance(permission, Fresh) else guarded


def _asking_afresh(permission: Fresh, resolve: Callable[..., Any]) -> Callable[..., Any]:
    async def guarded(source: Any, info: GraphQLResolveInfo[Context], /, **arguments: Any) -> Any:
        await ensure_fresh(permission, info.context)
        answer = resolve(source, info, **arguments)
        return await answer if isawaitable(answer) else answer

    return guarded
