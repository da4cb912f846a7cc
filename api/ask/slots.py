"""What an operation wants to be told: its variables, or the fields of its one `input`."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLType,
    OperationDefinitionNode,
    get_named_type,
    is_required_input_field,
    parse,
    type_from_ast,
)

TEXTS = frozenset({"ID", "String", "UUID", "Date", "DateTime"})


@dataclass(frozen=True, slots=True)
class Slot:
    """One value to give: `text` is sent as typed, anything else is read as JSON."""

    text: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Slots:
    """All of an operation's; `wrapped` when they travel inside one `input`."""

    by_name: Mapping[str, Slot]
    wrapped: bool


def slots_of(document: str, schema: GraphQLSchema) -> Slots:
    """The slots of the document's operation, which is valid against `schema`."""
    slots: dict[str, Slot] = {}
    for node in _operation(document).variable_definitions or ():
        name, kind = node.variable.name.value, type_from_ast(schema, node.type)
        assert kind is not None
        if isinstance(wrapper := get_named_type(kind), GraphQLInputObjectType):
            return Slots(_fields(wrapper), wrapped=True)
        required = isinstance(kind, GraphQLNonNull) and node.default_value is None
        slots[name] = Slot(_is_text(kind), required)
    return Slots(slots, wrapped=False)


def _operation(document: str) -> OperationDefinitionNode:
    return next(
        node for node in parse(document).definitions if isinstance(node, OperationDefinitionNode)
    )


def _fields(wrapper: GraphQLInputObjectType) -> Mapping[str, Slot]:
    return {
        name: Slot(_is_text(field.type), is_required_input_field(field))
        for name, field in wrapper.fields.items()
    }


def _is_text(kind: GraphQLType) -> bool:
    plain = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    return isinstance(plain, GraphQLEnumType) or getattr(plain, "name", None) in TEXTS
