"""Ids that are unique over the whole graph: which type, and which one of it."""

import binascii
from base64 import b64decode, b64encode
from uuid import UUID

import strawberry

from gateway.execution.faults import RequestRefused


@strawberry.interface(description="Anything that can be fetched again by its id alone.")
class Node:
    id: strawberry.ID = strawberry.field(description="Opaque and stable; unique over all types.")


def global_id(type_name: str, key: UUID) -> strawberry.ID:
    """The public id of `key`, a row of the type that clients know as `type_name`."""
    return strawberry.ID(b64encode(f"{type_name}:{key}".encode()).decode())


def uuid_of(id_: strawberry.ID, type_name: str) -> UUID:
    """The row's key inside a public id. Raises RequestRefused for another type's id."""
    named, key = read_global_id(id_)
    if named != type_name:
        raise _not_an_id(f"the id of a {type_name}")
    return key


def read_global_id(id_: str) -> tuple[str, UUID]:
    """The type's name and the row's key. Raises RequestRefused for what was never an id."""
    try:
        name, _, key = b64decode(id_, validate=True).decode().partition(":")
        return name, UUID(key)
    except (binascii.Error, ValueError) as error:
        raise _not_an_id("an id") from error


def _not_an_id(expected: str) -> RequestRefused:
    return RequestRefused(f"This is not {expected}.", code="BAD_USER_INPUT")
