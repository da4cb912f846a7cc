"""Who gives anything at all: read from the table of offices, so that the two cannot differ."""

from collections.abc import Iterable
from functools import reduce

from domains.identity.public import RelationKind, roles
from domains.kernel.actor import Role
from gateway.permissions import AnyOf, HasRole, Permission


def any_role(wanted: Iterable[Role]) -> Permission:
    """One of these offices is enough."""
    asked: list[Permission] = [HasRole(role) for role in sorted(set(wanted))]
    return reduce(AnyOf, asked)


GIVES_OFFICES = any_role(role for rule in roles.ROLES.values() for role in rule.by)

GIVES_TIES = any_role(role for rule in roles.RELATIONS.values() for role in rule.by)

TIE_GIVERS = frozenset(roles.RELATIONS[RelationKind.PARENT_CHILD].by)
"""Who brings a tie between people before a colleague."""
