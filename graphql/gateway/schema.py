"""The public schema, assembled from the domain folders."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Literal, overload

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter

from gateway.conventions import check_conventions
from gateway.guard import guard_root_fields
from gateway.nodes import Fetcher, node_query
from gateway.scalars import SCALARS
from gateway.speaking_domains import DOMAINS


class DuplicateRootField(Exception):
    """Two domains claim the same root field."""


class RememberedNames(NameConverter):
    """camelCase names, worked out once: strawberry asks again for each argument of each call."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, str] = {}

    def apply_naming_config(self, name: str) -> str:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = super().apply_naming_config(name)
        return known


def build_schema(domains: Sequence[object] = DOMAINS) -> strawberry.Schema:
    """Merge the domains' root types into one guarded schema.

    Raises UndeclaredPermission, DuplicateRootField or BrokenConvention: a schema that breaks
    a house rule never starts.
    """
    schema = strawberry.Schema(
        query=_merge("Query", [*_parts("Query", domains), *_node_part(domains)]),
        mutation=_merge("Mutation", _parts("Mutation", domains)),
        subscription=_merge("Subscription", _parts("Subscription", domains)),
        types=[type_ for domain in domains for type_ in getattr(domain, "TYPES", ())],
        config=StrawberryConfig(scalar_map=SCALARS, name_converter=RememberedNames()),
    )
    check_conventions(schema._schema)
    guard_root_fields(schema._schema)
    return schema


@cache
def whole_schema() -> strawberry.Schema:
    """Of all domains, built once in a process: it holds nothing of an app or a request."""
    return build_schema()


def _parts(name: str, domains: Iterable[object]) -> list[type]:
    return [getattr(domain, name) for domain in domains if hasattr(domain, name)]


def _node_part(domains: Iterable[object]) -> list[type]:
    fetchers: dict[str, Fetcher] = {}
    for domain in domains:
        fetchers |= getattr(domain, "NODES", {})
    return [node_query(fetchers)] if fetchers else []


@overload
def _merge(name: Literal["Query"], parts: Sequence[type]) -> type: ...
@overload
def _merge(name: str, parts: Sequence[type]) -> type | None: ...
def _merge(name: str, parts: Sequence[type]) -> type | None:
    if not parts:
        return None
    _refuse_duplicates(name, parts)
    return strawberry.type(type(name, tuple(parts), {}), description=f"The root {name} type.")


def _refuse_duplicates(name: str, parts: Iterable[Any]) -> None:
    seen: set[str] = set()
    for part in parts:
        for field in part.__strawberry_definition__.fields:
            if field.python_name in seen:
                raise DuplicateRootField(f"{name}.{field.python_name}")
            seen.add(field.python_name)
