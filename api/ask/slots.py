"""What an operation wants to be told: its variables, and the fields of its `input` or `filter`."""

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
    """One value to give: `text` is sent as typed, anything else is read as JSON.

    `inside` names the variable whose field it is, such as `input`; None: it is a variable itself.
    """

    text: bool
    required: bool
    inside: str | None = None


Slots = Mapping[str, Slot]
"""All of an operation's, by the name that one types."""


def slots_of(document: str, schema: GraphQLSchema) -> Slots:
    """The slots of the document's operation, which is valid against `schema`."""
    slots: dict[str, Slot] = {}
    for node in _operation(document).variable_definitions or ():
        name, kind = node.variable.name.value, type_from_ast(schema, node.type)
        assert kind is not None
        required = isinstance(kind, GraphQLNonNull) and node.default_value is None
        if isinstance(wrapper := get_named_type(kind), GraphQLInputObjectType):
            slots |= _fields(wrapper, inside=name, required=required)
        else:
            slots[name] = Slot(_is_text(kind), required)
    return slots


def _operation(document: str) -> OperationDefinitionNode:
    return next(
        node for node in parse(document).definitions if isinstance(node, OperationDefinitionNode)
    )


def _fields(wrapper: GraphQLInputObjectType, *, inside: str, required: bool) -> Slots:
    return {
        name: Slot(_is_text(field.type), required and is_required_input_field(field), inside)
        for name, field in wrapper.fields.items()
    }


def _is_text(kind: GraphQLType) -> bool:
    plain = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    return isinstance(plain, GraphQLEnumType) or getattr(plain, "name", None) in TEXTS
