"""One list of what asks for a fresh sign-in, and the schema: neither says more than the other."""

from gateway.dangerous_acts import DANGEROUS
from gateway.guard import declared_permission, root_fields
from gateway.permissions import Fresh
from gateway.schema import build_schema


def test_the_list_of_dangerous_acts_is_the_schemas():
    fields = root_fields(build_schema()._schema)
    fresh = {name.partition(".")[2] for name, field in fields if is_fresh(field)}
    assert fresh == set(DANGEROUS)


def is_fresh(field) -> bool:
    return isinstance(declared_permission(field), Fresh)
