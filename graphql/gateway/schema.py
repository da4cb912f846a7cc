"""The public schema, assembled from the domain folders."""

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from gateway.domains_of_the_schema import DOMAINS
from gateway.guard import guard_root_fields
from gateway.scalars import SCALARS


class DuplicateRootField(Exception):
    """Two domains claim the same root field."""


def build_schema(domains: Sequence[ModuleType] = DOMAINS) -> strawberry.Schema:
    """Merge the domains' root types into one guarded schema.

    Raises UndeclaredPermission, DuplicateRootField or BrokenConvention: a schema that breaks
    a house rule never starts.
    """
    schema = strawberry.Schema(
        query=_merge("Query", domains) or type("Query", (), {}),
        mutation=_merge("Mutation", domains),
        subscription=_merge("Subscription", domains),
        types=[type_ for domain in domains for type_ in getattr(domain, "TYPES", ())],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    guard_root_fields(schema._schema)
    return schema


def _merge(name: str, domains: Iterable[ModuleType]) -> type | None:
    parts = [getattr(domain, name) for domain in domains if hasattr(domain, name)]
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
