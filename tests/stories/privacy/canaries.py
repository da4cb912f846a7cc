"""Made-up personal data for every field that a client may fill in."""

import json
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
)

LAT, LON = 37.1234987, 127.0987123
MARKS = ("카나리아", "kanari", "9876-5432", "98765432", "37.12349", "127.09871")
"""Of every canary at least one: in plain, in an address, in a number, in a place."""

DOORS = ("/auth/login", "/auth/callback/dev", "/auth/token", "/auth/logout", "/ingest/osmand",
         "/ingest/owntracks", "/nowhere/kanari", "/healthz")  # fmt: skip


def words(field: str, ending: str = "") -> str:
    """A name, an address of the net, a phone number and a secret, in one text."""
    return f"카나리아 {field[:12]}@kanari.example 010-9876-5432{ending}"


def operations(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLField]]:
    """Every root field of queries and mutations, with its kind."""
    for kind, root in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        assert root is not None
        for name, field in root.fields.items():
            yield f"{kind} {name}", field


def document(operation: str, field: GraphQLField) -> str:
    """Asks the field for nothing but its type, with all its arguments as variables."""
    kind, name = operation.split()
    declared = ", ".join(f"${arg}: {one.type}" for arg, one in field.args.items())
    given = ", ".join(f"{arg}: ${arg}" for arg in field.args)
    selection = " { __typename }" if is_composite_type(get_named_type(field.type)) else ""
    return (
        f"{kind} {f'({declared})' if declared else ''} "
        f"{{ {name}{f'({given})' if given else ''}{selection} }}"
    )


def variables(
    field: GraphQLField, *, about: str, ids: Any, ending: str = "", wrong: bool = False
) -> Any:
    """A canary in every place; `wrong` puts texts where something else is wanted."""
    return {
        name: value_of(argument.type, name, about, ids=ids, ending=ending, wrong=wrong)
        for name, argument in field.args.items()
    }


def value_of(
    type_: GraphQLInputType,
    name: str,
    about: str,
    *,
    ids: Any,
    ending: str,
    wrong: bool,
    within: frozenset[str] = frozenset(),
) -> Any:
    """A canary in each field; a type that contains itself is planted once on each branch."""

    def value(inner: GraphQLInputType, called: str, within: frozenset[str]) -> Any:
        return value_of(inner, called, about, ids=ids, ending=ending, wrong=wrong, within=within)

    match type_:
        case GraphQLNonNull():
            return value(type_.of_type, name, within)
        case GraphQLList():
            return [value(type_.of_type, name, within)]
        case GraphQLInputObjectType():
            fields = type_.fields.items()
            wanted = list(fields)[:1] if type_.is_one_of else list(fields)
            around = within | {type_.name}
            return {
                one: value(field.type, one, around)
                for one, field in wanted
                if get_named_type(field.type).name not in around
            }
        case GraphQLEnumType() if not wrong:
            return next(iter(type_.values))
    if wrong and name != "requestId":
        return words(name, ending)
    return _scalar(str(type_), name, about, ids=ids, ending=ending)


def _scalar(type_: str, name: str, about: str, *, ids: Any, ending: str) -> Any:
    known = {
        "Int": 5,
        "Boolean": True,
        "Float": LAT if "lat" in name.lower() else LON,
        "DateTime": "2026-03-02T23:00:00Z",
        "Date": "2026-03-03",
        "UUID": str(ids.new()),
        "ID": about,
    }
    return known.get(type_, words(name, ending))


def body(query: str, said: Any) -> bytes:
    """JSON in ASCII: half a surrogate pair travels in it."""
    return json.dumps({"query": query, "variables": said}).encode()
