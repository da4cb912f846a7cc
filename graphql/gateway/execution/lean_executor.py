"""graphql-core's executor with a short way for plain attributes, which are most of any answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_nullable_type,
    is_leaf_type,
)


@dataclass(frozen=True, slots=True)
class PlainField:
    """An attribute shown as it is: where it lies, and how its leaf type writes it."""

    attribute: str
    write: Callable[[Any], Any]
    nullable: bool

    def read(self, source: Any) -> Any:
        """What to answer, or Undefined where only the long way can tell."""
        try:
            value = getattr(source, self.attribute)
            if value is None:
                return None if self.nullable else Undefined
            written = self.write(value)
        except Exception:
            return Undefined
        return Undefined if written is None else written


PlainFields = dict[tuple[str, str], PlainField]
"""By type and field name."""


def plain_fields(schema: GraphQLSchema) -> PlainFields:
    """The fields without a resolver and arguments whose value is a scalar or an enum."""
    return {
        (type_.name, name): plain
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if (plain := _plain(field)) is not None
    }


def _plain(field: GraphQLField) -> PlainField | None:
    definition = field.extensions.get("strawberry-definition")
    type_ = get_nullable_type(field.type)
    if not isinstance(definition, StrawberryField) or not definition.is_basic_field:
        return None
    if field.args or not is_leaf_type(type_):
        return None
    return PlainField(
        definition.python_name, type_.coerce_output_value, nullable=type_ is field.type
    )


class LeanExecutor(StrawberryGraphQLCoreExecutionContext):
    """Reads plain fields directly; whatever is not plainly right goes graphql-core's whole way.

    The short way builds no resolve info. Faults and awaitables are told by the long way alone.
    """

    def __init__(self, *arguments: Any, plain: PlainFields, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._plain = plain

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: Any,
        path: Any,
        position_context: Any,
    ) -> Any:
        """See `graphql.execution.Executor.execute_field`."""
        name = field_details_list[0].node.name.value
        plain = self._plain.get((parent_type.name, name))
        if plain is not None:
            written = plain.read(source)
            if written is not Undefined:
                return written
        return super().execute_field(
            parent_type, source, field_details_list, path, position_context
        )
