"""Who may give which office and which tie: the table, and what follows from it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from domains.identity.offices import RELATIONS, ROLES, Office, may_give
from domains.identity.vocabulary import RelationKind, UnitKind
from domains.kernel.actor import Role

SINCE = datetime(2026, 3, 2, tzinfo=UTC)
SCHOOL, CLASS, OTHER_SCHOOL = UUID(int=1), UUID(int=2), UUID(int=3)


def office(role: Role, unit_id: UUID | None = None) -> Office:
    return Office(UUID(int=9), role, unit_id, SINCE, None)


def test_every_office_and_every_tie_says_who_gives_it():
    assert set(ROLES) == set(Role)
    assert set(RELATIONS) == set(RelationKind)
    assert all(rule.by for rule in [*ROLES.values(), *RELATIONS.values()])


def test_the_offices_that_decide_over_others_take_two():
    two = {role for role, rule in ROLES.items() if rule.four_eyes}
    assert two == {Role.OPERATOR, Role.DPO}
    assert {kind for kind, rule in RELATIONS.items() if rule.four_eyes} == {
        RelationKind.PARENT_CHILD,
        RelationKind.SENIOR_GUARDIAN,
    }


def test_an_office_held_at_one_place_is_given_at_such_a_place_only():
    at = {role: rule.unit for role, rule in ROLES.items() if rule.unit}
    assert at == {
        Role.DISTRICT_MANAGER: UnitKind.DISTRICT,
        Role.SCHOOL_ADMIN: UnitKind.SCHOOL,
        Role.CENTRE_MANAGER: UnitKind.CENTRE,
        Role.CENTRE_STAFF: UnitKind.CENTRE,
        Role.CARE_WORKER: UnitKind.DONG,
        Role.SHOP_OWNER: UnitKind.SHOP,
    }


@pytest.mark.parametrize(
    ("held", "may"),
    [
        ([office(Role.SCHOOL_ADMIN, SCHOOL)], True),
        ([office(Role.SCHOOL_ADMIN, OTHER_SCHOOL)], False),
        ([office(Role.OFFICER)], False),
        ([office(Role.OFFICER), office(Role.SCHOOL_ADMIN, SCHOOL)], True),
        ([], False),
    ],
)
def test_a_school_ties_its_teachers_to_its_own_classes(held, may):
    rule = RELATIONS[RelationKind.TEACHER_CLASS]
    assert may_give(rule, held=held, lineage=[CLASS, SCHOOL]) is may
