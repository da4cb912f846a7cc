"""Variables, coerced by a plan that is made once for each document.

graphql-core walks the types anew for every value of every request, which is most of the time
that a batch of positions costs. The plan holds the walk as closures. It decides only what is
plainly right: at the slightest doubt graphql-core coerces all over again and words the errors.
"""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

from graphql.execution.get_variable_signature import (
    GraphQLVariableSignature,
    get_variable_signature,
)
from graphql.execution.values import VariableValues, VariableValueSource, get_variable_values
from graphql.utilities.coerce_input_value import coerce_default_value

from graphql import (
    GraphQLBoolean,
    GraphQLError,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    Undefined,
    VariableDefinitionNode,
    is_required_input_field,
)

Coerce = Callable[[Any], Any]

MOST_ERRORS = 20


class UndecidedError(Exception):
    """The plan does not know; graphql-core must."""


class VariablesPlan:
    """How the variables of one operation are coerced."""

    def __init__(
        self, schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode]
    ) -> None:
        self._schema = schema
        self._definitions = definitions
        self._plan = [_planned(schema, definition) for definition in definitions]

    def coerce(self, given: Mapping[str, Any]) -> VariableValues | list[GraphQLError]:
        """The coerced values, or what is wrong with the given ones."""
        try:
            return self._quickly(given)
        except Exception:
            return get_variable_values(
                self._schema, self._definitions, dict(given), max_errors=MOST_ERRORS
            )

    def _quickly(self, given: Mapping[str, Any]) -> VariableValues:
        sources: dict[str, VariableValueSource] = {}
        coerced: dict[str, Any] = {}
        for signature, coerce in self._plan:
            name = signature.name
            if name in given:
                sources[name] = VariableValueSource(signature, given[name])
                coerced[name] = coerce(given[name])
            elif isinstance(signature.type, GraphQLNonNull) or signature.default is not None:
                raise UndecidedError
            else:
                sources[name] = VariableValueSource(signature)
        return VariableValues(sources, coerced)


def _planned(
    schema: GraphQLSchema, definition: VariableDefinitionNode
) -> tuple[GraphQLVariableSignature, Coerce]:
    signature = get_variable_signature(schema, definition)
    if isinstance(signature, GraphQLError):
        raise signature
    return signature, _coercion(signature.type, {})


Known = dict[str, Coerce]
"""Coercions of input objects by type name; a type may hold itself."""


def _coercion(type_: GraphQLInputType, known: Known) -> Coerce:
    if isinstance(type_, GraphQLNonNull):
        return _never_null(_of_present(type_.of_type, known))
    return _maybe_null(_of_present(type_, known))


def _never_null(coerce: Coerce) -> Coerce:
    def never_null(value: Any) -> Any:
        if value is None:
            raise UndecidedError
        return coerce(value)

    return never_null


def _maybe_null(coerce: Coerce) -> Coerce:
    return lambda value: None if value is None else coerce(value)


def _of_present(type_: Any, known: Known) -> Coerce:
    match type_:
        case GraphQLList():
            return _list(_coercion(type_.of_type, known))
        case GraphQLInputObjectType():
            return _object(type_, known)
        case GraphQLScalarType(name=name) if name in EXACT:
            return EXACT[name]
        case _:
            return _leaf(type_.coerce_input_value)


def _list(coerce: Coerce) -> Coerce:
    def each(values: Any) -> list[Any]:
        if type(values) is not list:
            raise UndecidedError
        return [coerce(value) for value in values]

    return each


def _leaf(coerce: Coerce) -> Coerce:
    def leaf(value: Any) -> Any:
        coerced = coerce(value)
        if coerced is Undefined:
            raise UndecidedError
        return coerced

    return leaf


def _object(type_: GraphQLInputObjectType, known: Known) -> Coerce:
    if type_.name not in known:
        known[type_.name] = lambda value: known[type_.name](value)
        known[type_.name] = _object_plan(type_, known)
    return known[type_.name]


def _object_plan(type_: GraphQLInputObjectType, known: Known) -> Coerce:
    if type_.is_one_of or type_.out_type is not GraphQLInputObjectType.out_type:
        return _undecided
    plan = [
        (name, field.out_name or name, _coercion(field.type, known), *_when_absent(field))
        for name, field in type_.fields.items()
    ]

    def fields(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise UndecidedError
        coerced: dict[str, Any] = {}
        unread = len(value)
        for name, out_name, coerce, required, default in plan:
            if name in value:
                coerced[out_name] = coerce(value[name])
                unread -= 1
            elif required:
                raise UndecidedError
            elif default is not Undefined:
                coerced[out_name] = default
        if unread:
            raise UndecidedError
        return coerced

    return fields


def _when_absent(field: GraphQLInputField) -> tuple[bool, Any]:
    if is_required_input_field(field):
        return True, Undefined
    return False, coerce_default_value(field)


def _undecided(_value: Any) -> Any:
    raise UndecidedError


def _exactly(type_: type) -> Coerce:
    def exact(value: Any) -> Any:
        if type(value) is not type_:
            raise UndecidedError
        return value

    return exact


def _float(value: Any) -> float:
    if type(value) is not float or not isfinite(value):
        return float(GraphQLFloat.coerce_input_value(value))
    return value


EXACT: Mapping[str, Coerce] = {
    GraphQLString.name: _exactly(str),
    GraphQLID.name: _exactly(str),
    GraphQLBoolean.name: _exactly(bool),
    GraphQLFloat.name: _float,
}
"""JSON values that need no coercion when they are of exactly this Python type."""
