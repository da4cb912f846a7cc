"""A house of before told pets of a flat alone: what was told last of hers goes on being told."""

from datetime import timedelta
from importlib import import_module

import pytest

from domains.care.judgement.household import Household
from domains.care.judgement.read_circumstances import household_of
from domains.kernel import sql
from tests.builders.homes import Homes

moved = import_module("domains.care.migrations.0018_pets_move_with_her")


@pytest.fixture
def told_then(clock, database):
    """As it was written then."""

    async def told(home_id, *, has_pet: bool) -> None:
        await sql.execute(
            "INSERT INTO care.households (home_id, has_pet, appliances, told_at) "
            "VALUES ($1, $2, '[\"fridge\"]', $3)",
            *(home_id, has_pet, clock.now()),
        )

    return told


async def test_what_is_judged_by_is_the_same_and_a_flat_of_before_forgets_no_cat(
    told_then, clock, ids
):
    homes, (stayed, left, never) = Homes(clock, ids), (ids.new() for _ in range(3))
    flat, old = await homes.home(stayed), await homes.home(left)
    await told_then(flat, has_pet=True)
    await told_then(old, has_pet=True)
    await sql.execute("UPDATE care.homes SET closed_at = $2 WHERE id = $1", old, clock.now())
    clock.advance(timedelta(days=1))
    new = await homes.home(left)
    await sql.execute(moved.TOLD_LAST)
    assert await household_of(stayed, flat) == Household(True, frozenset({"fridge"}))
    assert await household_of(left, new) == Household(has_pet=True)
    assert await household_of(never, await homes.home(never)) == Household()


async def test_the_last_word_counts(told_then, clock, ids):
    homes, her = Homes(clock, ids), ids.new()
    for has_pet in (True, False):
        flat = await homes.home(her)
        await told_then(flat, has_pet=has_pet)
        await sql.execute("UPDATE care.homes SET closed_at = $2 WHERE id = $1", flat, clock.now())
        clock.advance(timedelta(days=1))
    await sql.execute(moved.TOLD_LAST)
    assert await household_of(her, flat) == Household(False, frozenset({"fridge"}))
