"""The public contract's habits, checked while the schema is built.

A mutation takes one `input` that carries `requestId: UUID!`, and answers with a union of one
`…Success` and the expected refusals. A connection takes `first` and `after`.
"""

from collections.abc import Iterator

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)


class BrokenConvention(Exception):
    """The schema breaks a habit that clients rely on; every breach is named."""


def check_conventions(schema: GraphQLSchema) -> None:
    """Raises BrokenConvention listing every field that breaks one."""
    breaches = [*_mutation_breaches(schema), *_connection_breaches(schema)]
    if breaches:
        raise BrokenConvention("; ".join(breaches))


def _mutation_breaches(schema: GraphQLSchema) -> Iterator[str]:
    for name, field in (schema.mutation_type.fields if schema.mutation_type else {}).items():
        if not _takes_one_input(field):
            yield f"Mutation.{name} must take one input with requestId: UUID!"
        if not _answers_with_outcomes(field):
            yield f"Mutation.{name} must answer with a union of one …Success and its refusals"


def _takes_one_input(field: GraphQLField) -> bool:
    if list(field.args) != ["input"] or not isinstance(field.args["input"].type, GraphQLNonNull):
        return False
    input_type = get_named_type(field.args["input"].type)
    return (
        isinstance(input_type, GraphQLInputObjectType)
        and "requestId" in input_type.fields
        and str(input_type.fields["requestId"].type) == "UUID!"
    )


def _answers_with_outcomes(field: GraphQLField) -> bool:
    outcomes = get_named_type(field.type)
    return (
        isinstance(field.type, GraphQLNonNull)
        and isinstance(outcomes, GraphQLUnionType)
        and sum(member.name.endswith("Success") for member in outcomes.types) == 1
    )


def _connection_breaches(schema: GraphQLSchema) -> Iterator[str]:
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType):
            for name, field in type_.fields.items():
                pages = get_named_type(field.type).name.endswith("Connection")
                if pages and not {"first", "after"} <= field.args.keys():
                    yield f"{type_.name}.{name} must take first and after"
