"""Who may give which office and which tie: the one table, and the one question asked of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.identity.vocabulary import RelationKind, UnitKind
from domains.kernel.actor import Role


@dataclass(frozen=True, slots=True)
class Rule:
    """Who gives it (`by`), what it is held at (None: the whole city, or a person), by how many.

    `four_eyes`: one proposes or brings it, another one who may give it confirms.
    """

    by: frozenset[Role]
    unit: UnitKind | None = None
    four_eyes: bool = False


ROLES: Mapping[Role, Rule] = {
    Role.OPERATOR: Rule(frozenset({Role.OPERATOR}), four_eyes=True),
    Role.DPO: Rule(frozenset({Role.OPERATOR, Role.DPO}), four_eyes=True),
    Role.OFFICER: Rule(frozenset({Role.OPERATOR})),
    Role.DEVELOPER: Rule(frozenset({Role.OPERATOR})),
    Role.DISTRICT_MANAGER: Rule(frozenset({Role.OPERATOR}), UnitKind.DISTRICT),
    Role.SCHOOL_ADMIN: Rule(frozenset({Role.OPERATOR}), UnitKind.SCHOOL),
    Role.CENTRE_MANAGER: Rule(frozenset({Role.OPERATOR, Role.OFFICER}), UnitKind.CENTRE),
    Role.CENTRE_STAFF: Rule(frozenset({Role.CENTRE_MANAGER}), UnitKind.CENTRE),
    Role.CARE_WORKER: Rule(frozenset({Role.OFFICER, Role.DISTRICT_MANAGER}), UnitKind.DONG),
    Role.SHOP_OWNER: Rule(frozenset({Role.OFFICER}), UnitKind.SHOP),
}

RELATIONS: Mapping[RelationKind, Rule] = {
    RelationKind.PARENT_CHILD: Rule(frozenset({Role.OFFICER}), four_eyes=True),
    RelationKind.SENIOR_GUARDIAN: Rule(frozenset({Role.OFFICER}), four_eyes=True),
    RelationKind.TEACHER_CLASS: Rule(frozenset({Role.SCHOOL_ADMIN}), UnitKind.CLASS),
    RelationKind.MERCHANT_SHOP: Rule(frozenset({Role.SHOP_OWNER, Role.OFFICER}), UnitKind.SHOP),
    RelationKind.OFFICER_DONG: Rule(
        frozenset({Role.OPERATOR, Role.DISTRICT_MANAGER}), UnitKind.DONG
    ),
}

BETWEEN_PEOPLE = frozenset(kind for kind, rule in RELATIONS.items() if rule.unit is None)


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody holds now; `unit_id` None is the whole city."""

    grant_id: UUID
    role: Role
    unit_id: UUID | None
    since: datetime
    ends_at: datetime | None


def may_give(rule: Rule, *, held: Collection[Office], lineage: Collection[UUID]) -> bool:
    """Whether the offices held suffice. `lineage` is the unit in question and all around it.

    An office of one school counts at that school and its classes, and nowhere else.
    """
    return any(
        office.role in rule.by and (office.unit_id is None or office.unit_id in lineage)
        for office in held
    )
