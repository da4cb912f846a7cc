"""A page decides about a thousand people in one statement what `notify` decides one by one."""

from datetime import UTC, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.consent.public import Purpose
from domains.identity.public import Platform
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.text import Locale
from notifications.audience import addressees
from notifications.campaign_models import Campaign
from notifications.campaigns.begin import begin
from notifications.campaigns.count import count
from notifications.campaigns.pages import Pages
from notifications.campaigns.row import columns_of
from notifications.campaigns.statement import regate
from notifications.campaigns.verdict_table import rings, word_of
from notifications.campaigns.vocabulary import CampaignState
from notifications.channel import Channel
from notifications.gate import Hold, Reason, Verdict, decide
from notifications.lanes import lane_of
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification, Persons
from notifications.notify import content_of
from notifications.segments.segment import AnyOf, Everybody, Holds, Not, Speaks, Uses
from tests.examples import examples
from tests.notifications.campaigns.desk import Desk
from tests.notifications.campaigns.oracle import members
from tests.notifications.campaigns.random_city import City, citizens, moments, plant

cities = st.builds(
    City,
    people=st.lists(citizens, min_size=1, max_size=12).map(tuple),
    at=moments.map(lambda moment: moment.replace(tzinfo=UTC)),
)
SEGMENTS = (
    Everybody(),
    Not(Speaks(Locale.KO)),
    AnyOf((Holds(Role.OFFICER), Uses(Platform.IOS))),
)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    city=cities,
    category=st.sampled_from(Category),
    segment=st.sampled_from(SEGMENTS),
    purpose=st.none() | st.just(Purpose.COMMUTE_BUS),
    limit=st.integers(1, 5),
    lives=st.sampled_from([timedelta(hours=1), timedelta(hours=12), timedelta(days=3)]),
)
async def test_both_ways_decide_alike(desk: Desk, city, category, segment, purpose, limit, lives):
    await plant(city)
    desk.clock.set(city.at)
    draft = desk.draft(segment, category=category, purpose=purpose, expires_at=city.at + lives)
    campaign = Campaign(
        id=desk.ids.new(),
        state=CampaignState.RUNNING,
        created_at=city.at,
        changed_at=city.at,
        **columns_of(draft),
    )
    notice = await begin(campaign, clock=desk.clock, ids=desk.ids)
    await campaign.save(force_create=True)

    pages, lane, born = Pages(ids=desk.ids), lane_of(category), set()
    while await pages.has_more(lane, at=city.at):
        page = await pages.next_page(lane=lane, limit=limit, clock=desk.clock)
        assert len(page) <= limit
        born |= {(each.person_id, each.device_id) for each in page}
        assert all(each.address == f"token-{each.device_id}" for each in page)

    chosen = members(segment, city)
    expected = await one_by_one({person for person, _ in chosen}, notice, city)
    assert await decided(notice.event_id) == {
        person: (word_of(verdict), verdict.reason.value, held(verdict))
        for person, verdict in expected.items()
    }
    ringing = {
        (person, device)
        for person, device in chosen
        if device is not None and rings(expected[person], way_to(city, device))
    }
    held_back = {(p, d) for p, d in ringing if isinstance(expected[p], Hold)}
    assert born == ringing - held_back
    assert await queued(notice.event_id) == held_back
    assert await listed(notice.event_id) == {
        person: visible(verdict, city)
        for person, verdict in expected.items()
        if word_of(verdict) != "deny"
    }
    assert await gathered(notice.event_id) == {
        person: verdict.until
        for person, verdict in expected.items()
        if isinstance(verdict, Hold) and verdict.reason is Reason.DIGEST
    }
    counted = await count(segment, notice.content, at=city.at)
    assert counted.receivers == len(expected)
    assert (counted.ringing, counted.held) == (len(ringing), len(held_back))
    if all(verdict.reason is not Reason.DIGEST for verdict in expected.values()):
        assert await regate(notice, list(expected), now=city.at) == expected


async def one_by_one(people: set[UUID], notice, city: City) -> dict[UUID, Verdict]:
    """The ordinary path. A purpose is somebody's consent: there each receiver is the subject."""
    verdicts = {}
    for person in people:
        notification = Notification(
            event_id=notice.event_id,
            occurred_at=notice.occurred_at,
            expires_at=notice.expires_at,
            key=MessageKey.CONSENT_ASKED,
            category=notice.category,
            audience=frozenset({Persons(frozenset({person}))}),
            subject_id=person if notice.purpose else None,
            purpose=notice.purpose,
            tag=notice.tag,
            deep_link=notice.deep_link,
            values={},
        )
        [addressee] = await addressees(notification, at=city.at)
        verdicts[person] = decide(content_of(notification), addressee.receiver, city.at)
    return verdicts


async def decided(event_id: UUID):
    rows = await sql.fetch("SELECT * FROM notifications.decisions WHERE event_id = $1", event_id)
    return {row["person_id"]: (row["verdict"], row["reason"], row["held_until"]) for row in rows}


async def queued(event_id: UUID):
    rows = await sql.fetch(
        "SELECT person_id, device_id FROM notifications.deliveries "
        "WHERE event_id = $1 AND state = 'queued'",
        event_id,
    )
    return {(row["person_id"], row["device_id"]) for row in rows}


async def gathered(event_id: UUID):
    rows = await sql.fetch(
        "SELECT person_id, due_at FROM notifications.digests JOIN notifications.digest_items "
        "ON digest_id = digests.id WHERE event_id = $1",
        event_id,
    )
    assert len(rows) == len({row["person_id"] for row in rows}), "once a reader"
    return {row["person_id"]: row["due_at"] for row in rows}


async def listed(event_id: UUID):
    rows = await sql.fetch("SELECT * FROM notifications.inbox WHERE event_id = $1", event_id)
    return {row["person_id"]: row["visible_from"] for row in rows}


def held(verdict: Verdict):
    return verdict.until if isinstance(verdict, Hold) else None


def visible(verdict: Verdict, city: City):
    hidden = isinstance(verdict, Hold) and not verdict.is_listed
    return verdict.until if hidden else city.at


def way_to(city: City, device: UUID) -> Channel:
    number, phone = (device.int >> 20) - 1, device.int & 0xFFFFF
    web = city.people[number].phones[phone] is Platform.WEB
    return Channel.WEB_PUSH if web else Channel.FCM
