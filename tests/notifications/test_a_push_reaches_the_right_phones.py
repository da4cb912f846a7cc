"""From a stated fact to the phones of those who may know it, and of nobody else."""

from datetime import timedelta
from uuid import UUID

from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.identity.public import Platform
from domains.kernel import sql
from domains.kernel.text import Locale
from notifications.public import inbox_of
from tests.notifications.world import World, outbox_topics, reasons, states


async def test_an_arrival_rings_every_phone_of_every_guardian_once(world: World) -> None:
    family = await world.family()
    father = await family.father()
    await world.phone(family.mother, "hana-1")
    await world.phone(family.mother, "hana-2", Platform.IOS)
    await world.phone(father, "dohyun-1")
    arrival = family.arrived()

    told = await world.tell(arrival)
    summary = await world.deliver(event_ids=[arrival.event_id])

    assert (told.decided, told.queued, summary.claimed) == (2, 3, 3)
    for token in ("hana-1", "hana-2", "dohyun-1"):
        (notice,) = world.history(token)
        assert notice.body == "민아가 08:00에 운산초등학교에 도착했어요."
        assert (notice.tag, notice.alerts) == (arrival.tag, 1)
    assert await states(arrival.event_id) == ["sent"] * 3


async def test_nobody_else_hears_of_it(world: World) -> None:
    family, strangers = await world.family(), await world.family()
    await world.phone(strangers.mother, "stranger")
    await world.phone(family.child.id, "minas-own")
    await world.phone(family.mother, "hana")
    arrival = family.arrived()

    await world.tell(arrival)
    await world.deliver()

    assert len(world.history("hana")) == 1
    assert world.history("stranger") == world.history("minas-own") == []
    assert set(await reasons(arrival.event_id)) == {family.mother}


async def test_a_job_that_runs_twice_tells_once(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    arrival = family.arrived()

    await world.tell(arrival)
    await world.deliver()
    again = await world.tell(arrival)
    await world.deliver()

    assert (again.decided, again.queued, world.requests()) == (0, 0, 1)
    assert len(await inbox_of(family.mother, clock=world.clock, first=10)) == 1


async def test_each_guardian_reads_their_own_language(world: World) -> None:
    family = await world.family()
    linh = await world.town.parent_of(family.child.id, "Linh", Locale.VI)
    await world.phone(linh, "linh")
    arrival = family.arrived()

    await world.tell(arrival)
    await world.deliver()

    assert world.history("linh")[0].body == "민아 đã đến 운산초등학교 lúc 08:00."


async def test_without_consent_nothing_is_told_and_the_reason_is_kept(world: World) -> None:
    family = await world.family(consents=frozenset({Purpose.COMMUTE_ALERTS}))
    await world.phone(family.mother, "hana")
    arrival = family.arrived()

    told = await world.tell(arrival)
    await world.deliver()

    assert told.queued == world.requests() == 0
    assert await reasons(arrival.event_id) == {family.mother: ("deny", "consent_missing")}
    assert await inbox_of(family.mother, clock=world.clock, first=10) == []
    assert await sql.fetch("SELECT 1 FROM notifications.notices") == []


async def test_a_former_guardian_hears_nothing_not_even_an_sos(world: World) -> None:
    family = await world.family()
    father = await family.father()
    await world.phone(father, "dohyun")
    await family.leaves(father)

    await world.tell(family.arrived())
    await world.tell(family.sos())
    await world.deliver()

    assert world.history("dohyun") == []
    assert await inbox_of(father, clock=world.clock, first=10) == []


async def test_an_sos_reaches_guardians_and_operators_with_the_position(world: World) -> None:
    family = await world.family()
    operator = await world.town.operator()
    assert operator.person_id is not None
    await world.phone(family.mother, "hana")
    await world.phone(operator.person_id, "control-room")

    await world.tell(family.sos())
    await world.deliver()

    for token in ("hana", "control-room"):
        assert "마지막 위치는 3분 전" in world.history(token)[0].body
        assert sent_data(world, token)["position_lat"] == "37.150000"


async def test_an_sos_goes_out_without_the_position_where_its_consent_is_missing(
    world: World,
) -> None:
    family = await world.family(consents=frozenset())
    await world.phone(family.mother, "hana")

    await world.tell(family.sos())
    await world.deliver()

    assert "위치는 알 수 없어요" in world.history("hana")[0].body
    assert "position_lat" not in sent_data(world, "hana")
    (kept,) = await sql.fetch("SELECT notification, position FROM notifications.notices")
    assert "127.077" not in kept["notification"]
    assert kept["position"] is None


async def test_every_provision_of_a_location_is_on_record(world: World) -> None:
    family = await world.family()
    father = await family.father()

    await world.tell(family.arrived())

    receivers = await provisions_of(family.child.id)
    told = (Purpose.COMMUTE_ARRIVAL,)
    assert receivers == {family.mother: told, father: told}


async def test_a_phone_that_changed_hands_does_not_ring_for_its_former_owner(
    world: World,
) -> None:
    family = await world.family()
    await world.phone(family.mother, "sold-phone")
    arrival = family.arrived()
    await world.tell(arrival)
    await world.phone(await world.town.person("새 주인"), "sold-phone")

    await world.deliver()

    assert world.history("sold-phone") == []
    assert await states(arrival.event_id) == ["failed"]


async def test_news_that_nobody_could_tell_in_time_is_not_told(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    arrival = family.arrived()
    await world.tell(arrival)

    world.clock.advance(timedelta(hours=2))
    await world.deliver()

    assert world.requests() == 0
    assert await states(arrival.event_id) == ["expired"]
    assert "notifications.delivery_exhausted" not in await outbox_topics()


def sent_data(world: World, token: str) -> dict[str, str]:
    """The data of the last message that a phone got."""
    data: dict[str, str] = world.push_service.devices[token].received[-1].body["data"]
    return data


async def provisions_of(child: UUID) -> dict[UUID | None, tuple[Purpose, ...]]:
    """What was provided of a child, by receiver, as its guardians can look it up."""
    uses = await consent.location_uses_of(child, limit=50, before=None)
    return {use.receiver_id: use.purposes for use in uses if use.actor_system == "notifications"}
