"""Documents from the schema: everything that an answer can show is asked for."""

from collections.abc import Collection, Iterator, Sequence

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

DEEPEST = 6
"""Levels of objects within objects; the schema's own are far shallower."""


def document(
    of: GraphQLSchema, *, kind: str, name: str, field: GraphQLField, given: Collection[str]
) -> str:
    """An operation with a variable for each argument given, and all fields that need none."""
    variables = ", ".join(f"${key}: {field.args[key].type}" for key in given)
    arguments = ", ".join(f"{key}: ${key}" for key in given)
    head = f"{kind}({variables})" if variables else kind
    call = f"{name}({arguments})" if arguments else name
    return f"{head} {{ {call} {selection(of, get_named_type(field.type))} }}"


def selection(of: GraphQLSchema, type_: GraphQLNamedType, depth: int = DEEPEST) -> str:
    """`{ … }` for what has fields, nothing for what has none."""
    if is_leaf_type(type_) or depth == 0:
        return ""
    if isinstance(type_, GraphQLObjectType):
        return f"{{ __typename {' '.join(_fields(of, type_, depth, clashing=set()))} }}"
    assert isinstance(type_, GraphQLUnionType | GraphQLInterfaceType)
    return f"{{ __typename {' '.join(_members(of, of.get_possible_types(type_), depth))} }}"


def _members(of: GraphQLSchema, members: Sequence[GraphQLObjectType], depth: int) -> Iterator[str]:
    clashing = _clashes(members)
    for member in members:
        yield f"... on {member.name} {{ {' '.join(_fields(of, member, depth, clashing))} }}"


def _fields(
    of: GraphQLSchema, type_: GraphQLObjectType, depth: int, clashing: set[str]
) -> Iterator[str]:
    yield "__typename"
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if any(map(is_required_argument, field.args.values())):
            continue
        if is_leaf_type(inner) or depth > 1:
            alias = f"{type_.name}_{name}: " if name in clashing else ""
            yield f"{alias}{name} {selection(of, inner, depth - 1)}".rstrip()


def _clashes(members: Sequence[GraphQLObjectType]) -> set[str]:
    """Names whose type differs between members: they need an alias each (GraphQL §5.3.2)."""
    seen: dict[str, set[str]] = {}
    for member in members:
        for name, field in member.fields.items():
            seen.setdefault(name, set()).add(str(field.type))
    return {name for name, types in seen.items() if len(types) > 1}
