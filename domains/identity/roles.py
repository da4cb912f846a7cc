"""Offices: who holds which, where, from whom; given and ended."""

from domains.identity.decide_role import (
    NoSuchProposal,
    ProposalView,
    RoleDeclined,
    decide_role,
    role_proposals,
)
from domains.identity.end_role import MayNotEndRole, RoleOver, end_role
from domains.identity.grant_role import MayNotGrantRole, RoleHeld, RoleProposed, grant_role
from domains.identity.offices import RELATIONS, ROLES, Office, Rule
from domains.identity.offices_held import offices_held
from domains.identity.units import UnitCard, register_unit, units, units_of
from domains.identity.vocabulary import UnitKind

__all__ = [
    "RELATIONS",
    "ROLES",
    "MayNotEndRole",
    "MayNotGrantRole",
    "NoSuchProposal",
    "Office",
    "ProposalView",
    "RoleDeclined",
    "RoleHeld",
    "RoleOver",
    "RoleProposed",
    "Rule",
    "UnitCard",
    "UnitKind",
    "decide_role",
    "end_role",
    "grant_role",
    "offices_held",
    "register_unit",
    "role_proposals",
    "units",
    "units_of",
]
