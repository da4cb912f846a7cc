"""Every way in, as the schema itself declares it: root fields, and each type behind `node(id)`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gateway.declarations import (
    About,
    EachNode,
    Everybody,
    Nobody,
    Oneself,
    Opening,
    Subject,
    Under,
)
from gateway.guard import declaration_of, root_fields
from gateway.permissions import AnyOf, Anyone, Fresh, HasRole, Permission, SignedIn
from gateway.schema import build_schema
from gateway.speaking_domains import DOMAINS

from domains.kernel.actor import Role
from graphql import GraphQLField, GraphQLSchema

NODE = "Query.node"


@dataclass(frozen=True, eq=False)
class Entry:
    """One line of the matrix: what is called, and what it promises."""

    name: str
    field: GraphQLField
    allow: Permission
    about: About
    under: Under | None
    node_type: str | None = None

    @property
    def kind(self) -> str:
        """query, mutation or subscription."""
        return self.name.partition(".")[0].lower()

    @property
    def field_name(self) -> str:
        return self.name.partition(".")[2].partition("(")[0]

    @property
    def root_field(self) -> str:
        """As the schema names it: "Query.node" for each type behind it."""
        return self.name.partition("(")[0]

    @property
    def names_somebody(self) -> bool:
        """Whether an argument can be turned to another person."""
        return not isinstance(self.about, Nobody | Oneself | Everybody | EachNode)

    @property
    def named_by(self) -> str:
        """The argument that can; empty where none can."""
        return self.about.argument if self.names_somebody else ""  # type: ignore[union-attr]

    @property
    def is_blind(self) -> bool:
        """Whether even who may have it is not told if there is such a person."""
        return isinstance(self.about, Subject | Oneself) and self.about.blind

    @property
    def open_to(self) -> frozenset[Opening]:
        return self.about.open_to if self.names_somebody else frozenset()  # type: ignore[union-attr]

    @property
    def requires(self) -> "Requirement":
        return requirement(self.allow)


@dataclass(frozen=True)
class Requirement:
    """A permission, taken apart: read from what was declared, never asked of its code."""

    person: bool = False
    roles: frozenset[Role] = frozenset()
    fresh: bool = False


def requirement(permission: Permission) -> Requirement:
    """What must be true of a caller. A new kind of permission is to be taught here."""
    match permission:
        case Anyone():
            return Requirement()
        case SignedIn():
            return Requirement(person=True)
        case HasRole(role=role):
            return Requirement(person=True, roles=frozenset({role}))
        case Fresh(whom=whom):
            inner = requirement(whom)
            return Requirement(inner.person, inner.roles, fresh=True)
        case AnyOf(first=first, second=second):
            return _either(requirement(first), requirement(second))
    raise LookupError(f"tests/matrix/entries.py: say what {permission!r} requires")


def _either(one: Requirement, other: Requirement) -> Requirement:
    by_role = bool(one.roles and other.roles)
    roles = one.roles | other.roles if by_role else frozenset()
    return Requirement(one.person and other.person, roles, one.fresh and other.fresh)


@cache
def schema() -> GraphQLSchema:
    """The public schema, built as the gateway builds it."""
    return build_schema()._schema


def entries(of: GraphQLSchema) -> list[Entry]:
    """All of them, in the schema's order."""
    return [*_fields(of), *_nodes(of)]


def _fields(of: GraphQLSchema) -> Iterator[Entry]:
    for name, field in root_fields(of):
        declared = declaration_of(field)
        assert declared is not None, name
        if not isinstance(declared.about, EachNode):
            yield Entry(name, field, declared.allow, declared.about, declared.under)


def _nodes(of: GraphQLSchema) -> Iterator[Entry]:
    assert of.query_type is not None
    field = of.query_type.fields["node"]
    declared = declaration_of(field)
    assert declared is not None
    for domain in DOMAINS:
        for type_name, fetcher in getattr(domain, "NODES", {}).items():
            yield Entry(
                f"{NODE}({type_name})",
                field,
                declared.allow,
                fetcher.about,
                fetcher.under,
                type_name,
            )
