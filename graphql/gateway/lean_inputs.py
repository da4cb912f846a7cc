"""Input objects that come by the hundred, built without strawberry's walk over their types."""

from collections.abc import Mapping
from dataclasses import MISSING
from typing import Any, TypeVar

from strawberry.types.arguments import InputContext
from strawberry.types.base import get_object_definition

T = TypeVar("T", bound=type)


def lean_input(cls: T) -> T:
    """Put above `@strawberry.input` of a flat type: every field a scalar or an enum.

    The values are those that graphql-core has coerced; only their names change.
    """
    definition = get_object_definition(cls, strict=True)
    names: dict[str, str] = {}
    optional = {
        field.python_name: None
        for field in definition.fields
        if field.default_value is MISSING and field.default_factory is MISSING
    }

    def from_input(_cls: type, value: Mapping[str, object], context: InputContext) -> Any:
        if not names:
            name_of = context.config.name_converter.from_field
            names.update({name_of(field): field.python_name for field in definition.fields})
        given = {names[name]: one for name, one in value.items()}
        return cls(**given) if len(given) == len(names) else cls(**{**optional, **given})

    definition.from_input = from_input
    return cls
