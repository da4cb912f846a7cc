"""A senior's guardian hears what the senior lets them see: as it is told, and behind the bell."""

from datetime import date
from uuid import UUID

import pytest

from domains.consent.public import Purpose
from domains.identity import public as identity
from domains.identity.public import RelationKind, SharingScope
from domains.kernel.actor import Actor
from notifications.public import Child, inbox_of, unread_count
from tests.builders.families import REGISTRY
from tests.notifications.world import Family, World

SENIOR_BORN = date(1943, 3, 1)


@pytest.fixture
async def household(world: World) -> Family:
    """Soonja and her daughter, who may see where she is and nothing else."""
    soonja = await world.town.person("순자", born=SENIOR_BORN)
    daughter = await world.town.person("하나")
    await world.town.consents(soonja, soonja, frozenset({Purpose.COMMUTE_ARRIVAL}))
    await _tie(world, daughter, soonja, SharingScope.LOCATION)
    return Family(world, Child(id=soonja, name="순자"), daughter)


async def test_a_guardian_who_may_see_where_she_is_hears_that_she_arrived(
    world: World, household: Family
) -> None:
    await world.tell(household.arrived())
    assert await kinds(world, household.mother) == ["commute.arrived"]


async def test_another_guardian_who_may_see_less_hears_nothing_of_it(
    world: World, household: Family
) -> None:
    son = await world.town.person("정우")
    await _tie(world, son, household.child.id, SharingScope.CHECK_INS)

    await world.tell(household.arrived())

    assert await kinds(world, son) == []
    assert await unread_count(son, clock=world.clock) == 0


async def test_a_call_for_help_reaches_even_a_guardian_who_sees_nothing(
    world: World, household: Family
) -> None:
    son = await world.town.person("정우")
    await _tie(world, son, household.child.id)

    await world.tell(household.sos())

    assert await kinds(world, son) == ["sos.raised"]


async def test_what_was_told_is_gone_from_the_bell_when_she_shares_no_more(
    world: World, household: Family
) -> None:
    await world.tell(household.arrived())
    await world.tell(household.sos())
    (relation,) = await identity.standing_relations_of(household.mother, at=world.clock.now())

    await identity.guardianships.set_sharing(
        Actor(person_id=household.child.id),
        relation.relation_id,
        {SharingScope.CHECK_INS},
        clock=world.clock,
        ids=world.ids,
    )

    assert await kinds(world, household.mother) == ["sos.raised"]
    assert await unread_count(household.mother, clock=world.clock) == 1


async def kinds(world: World, person: UUID) -> list[str]:
    return [entry.kind for entry in await inbox_of(person, clock=world.clock, first=10)]


async def _tie(world: World, holder: UUID, senior: UUID, *scopes: SharingScope) -> None:
    tie = identity.Tie(RelationKind.SENIOR_GUARDIAN, holder, senior, sharing=frozenset(scopes))
    granted = await identity.grant_relation(
        actor=REGISTRY, tie=tie, clock=world.clock, ids=world.ids
    )
    assert isinstance(granted, identity.Granted)
