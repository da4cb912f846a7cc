"""Whatever workers, clocks, officers and people do, in whatever order: each delivery ends well."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.kernel import sql
from tests.examples import examples
from tests.notifications.dispatch.ledger_story import ANSWERS, Story
from tests.notifications.world import Family, World

WORKER = st.integers(0, 1)
WHICH = st.integers(0, 5)

STEPS = st.one_of(
    st.tuples(st.just(Story.tell), st.booleans()),
    st.tuples(st.just(Story.claim), WORKER, st.integers(1, 6)),
    st.tuples(st.just(Story.send), WORKER, st.sampled_from(sorted(ANSWERS))),
    st.tuples(st.just(Story.settle), WORKER, st.booleans()),
    st.tuples(st.just(Story.die), WORKER),
    st.tuples(st.just(Story.look), WORKER),
    st.tuples(st.just(Story.pass_time), st.sampled_from([1, 5, 16, 90])),
    st.tuples(st.just(Story.retract), WHICH),
    st.tuples(st.just(Story.stop), WHICH),
    st.tuples(st.just(Story.resume)),
    st.tuples(st.just(Story.see), WHICH),
    st.tuples(st.just(Story.replay)),
)


@settings(
    max_examples=examples(10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=5, max_size=40))
async def test_whatever_happens_each_delivery_ends_where_it_may(world: World, steps) -> None:
    family = await a_family(world)
    story = Story(world, family)
    await story.tell(alarm=True)
    await story.check()

    for step, *how in steps:
        await step(story, *how)
        await story.check()

    await story.end_well()


async def a_family(world: World) -> Family:
    """New in each example, and so is the ledger."""
    await sql.execute("DELETE FROM notifications.deliveries")
    await sql.execute("DELETE FROM notifications.stopped")
    family = await world.family()
    for number in range(2):
        await world.phone(family.mother, f"phone-{family.mother}-{number}")
    return family
