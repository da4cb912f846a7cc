"""An alarm goes on, and for some of those who were told it is no business of theirs any more."""

import pytest

from domains.kernel import sql
from notifications.public import inbox_of, receivers_of
from tests.notifications.telephone_city import HANA
from tests.notifications.world import outbox_topics

HIS = "010-8765-4321"


@pytest.fixture
async def father(city, family):
    """Both parents have a phone and a number."""
    father = await family.father()
    await city.world.phone(family.mother, "hana")
    await city.world.phone(father, "dohyun")
    await city.number(family.mother, HANA)
    await city.number(father, HIS)
    return father


async def test_it_leaves_their_screens_and_inboxes_alone(city, family, father):
    world, sos = city.world, family.sos()
    await city.tell(sos)
    event = await world.take_back(sos.tag, only_from=frozenset({father}))
    await city.deliver()
    assert (world.screen("hana"), world.screen("dohyun")) == (["SOS: 민아"], [])
    for person, retracted_at in ((family.mother, None), (father, world.clock.now())):
        (entry,) = await inbox_of(person, clock=world.clock, first=10)
        assert entry.retracted_at == retracted_at
    assert father in await receivers_of([event]), "his open inbox hears of it"


async def test_only_their_telephones_stay_silent_and_nobody_is_lost_by_it(city, family, father):
    sos = family.sos()
    await city.tell(sos)
    await city.world.take_back(sos.tag, only_from=frozenset({father}))
    await city.after(60)
    (message,) = await city.items()
    assert message["asked"]["to"] == "+821012345678"
    ended = await sql.fetch("SELECT person_id, ended_because FROM notifications.fallbacks")
    assert {row["person_id"]: row["ended_because"] for row in ended} == {
        father: "retracted",
        family.mother: None,
    }
    assert "notifications.delivery_exhausted" not in await outbox_topics()


async def test_what_was_not_sent_yet_never_comes_to_them(city, family, father):
    sos = family.sos()
    await city.world.tell(sos)
    await city.world.take_back(sos.tag, only_from=frozenset({father}))
    await city.deliver()
    assert (city.world.screen("hana"), city.world.history("dohyun")) == (["SOS: 민아"], [])


async def test_what_is_told_behind_it_reaches_everybody_whom_it_concerns(city, family, father):
    """The two were stated in the wrong order: it was taken back from him, and she hears it."""
    sos = family.sos()
    await city.world.take_back(sos.tag, only_from=frozenset({father}))
    await city.tell(sos)
    assert city.world.screen("hana") == ["SOS: 민아"]
    assert city.world.screen("dohyun") == ["SOS: 민아"]


async def test_when_it_is_over_it_leaves_the_other_screens_too(city, family, father):
    sos = family.sos()
    await city.tell(sos)
    await city.world.take_back(sos.tag, only_from=frozenset({father}))
    await city.deliver()
    await city.world.take_back(sos.tag)
    await city.deliver()
    assert (city.world.screen("hana"), city.world.screen("dohyun")) == ([], [])
    await city.after(60)
    assert await city.kinds() == []
