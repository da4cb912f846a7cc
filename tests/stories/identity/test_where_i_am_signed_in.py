"""Two phones and a tablet: seen, told apart, and signed out from another one, at once."""

import asyncio
from datetime import date, timedelta

import httpx
import pytest

from api.app import build_app
from domains.identity import public as identity
from domains.identity.models import Session
from domains.kernel.actor import Role
from domains.kernel.models import AuditEntry
from tests.gateway.eventually import eventually
from tests.stories.house import House, Phone, everything, node

SESSIONS = """
query ($first: Int!, $after: String) {
  mySessions(first: $first, after: $after) {
    edges { node { id ownerId deviceName provider signedInAt lastSeenAt expiresAt isThisOne } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
END = """
mutation ($input: EndSessionInput!) {
  endSession(input: $input) { __typename ... on EndSessionSuccess { sessionId } }
}
"""
END_OTHERS = """
mutation ($input: EndOtherSessionsInput!) {
  endOtherSessions(input: $input) { ... on EndOtherSessionsSuccess { ended } }
}
"""
ME = "{ me { id } }"
INBOX = "subscription { inboxChanged { unreadCount } }"


@pytest.fixture
def sign_in(house, clock, ids):
    """Signs somebody in on a device: the phone in their hand, and the session's id."""

    async def go(person, device="phone", *roles, lives=timedelta(days=30)):
        session = await identity.open_session(
            person_id=person,
            device_name=device,
            lives=lives,
            clock=clock,
            ids=ids,
            provider="test",
        )
        token = house.tokens.issue(
            person_id=person,
            session_id=session.session_id,
            roles=roles,
            signed_in_at=clock.now(),
        )
        return Phone(house, token.text, "ko"), session.session_id

    return go


@pytest.fixture
async def another_gateway(database, settings, clock, ids):
    """A second process of the same city, as far as PostgreSQL can tell."""
    app = build_app(settings, clock=clock, ids=ids)
    async with (
        app.state.token_desk.watching(settings.database),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://gateway.test"
        ) as http,
    ):
        yield House(http, app.state.token_desk.tokens, ids, clock)


async def names(phone: Phone) -> list[str]:
    page = await phone.ask(SESSIONS, first=10)
    return [edge["node"]["deviceName"] for edge in page["edges"]]


async def is_let_in(phone: Phone) -> bool:
    return (await phone.send(ME, {})).status_code == 200


async def test_she_sees_where_she_is_signed_in_and_which_is_this_one(sign_in, family, clock):
    _, tablet = await sign_in(family.parent, "거실 태블릿")
    clock.advance(timedelta(hours=1))
    phone, _ = await sign_in(family.parent, "하나의 갤럭시")

    page = await phone.ask(SESSIONS, first=1)
    (mine,) = [edge["node"] for edge in page["edges"]]
    assert (mine["deviceName"], mine["isThisOne"]) == ("하나의 갤럭시", True)
    rest = await phone.ask(SESSIONS, first=5, after=page["pageInfo"]["endCursor"])
    (other,) = [edge["node"] for edge in rest["edges"]]
    assert (other["id"], other["isThisOne"]) == (node("Session", tablet), False)
    assert other["provider"] == "test"
    assert other["lastSeenAt"] < mine["lastSeenAt"]


async def test_a_lost_phone_is_signed_out_at_once_in_every_gateway(
    house, another_gateway, sign_in, family
):
    phone, _ = await sign_in(family.parent, "phone")
    lost, lost_session = await sign_in(family.parent, "lost phone")
    elsewhere = Phone(another_gateway, lost.token, "ko")
    assert await is_let_in(lost)
    assert await is_let_in(elsewhere)

    said = {"sessionId": node("Session", lost_session)}
    assert (await phone.tell(END, **said))["sessionId"] == said["sessionId"]

    for thief in (lost, elsewhere):
        await eventually_refused(thief)
    assert await names(phone) == ["phone"]
    assert (await Session.get(id=lost_session)).revoked_because == "ended_by_owner"
    trace = await AuditEntry.get(action="identity.session.end")
    assert (trace.actor_id, trace.reference) == (family.parent, lost_session)


async def eventually_refused(phone: Phone) -> None:
    """The word travels from one commit to all gateways; nobody waits for a token to expire."""
    async with asyncio.timeout(5):
        while await is_let_in(phone):  # noqa: ASYNC110 - PostgreSQL decides
            await asyncio.sleep(0.01)


async def test_its_open_stream_is_closed(house, sign_in, family):
    phone, _ = await sign_in(family.parent, "phone")
    lost, lost_session = await sign_in(family.parent, "lost phone")
    headers = {"authorization": f"Bearer {lost.token}", "accept": "text/event-stream"}
    listening = asyncio.create_task(
        house.http.post("/graphql", json={"query": INBOX}, headers=headers)
    )
    ended = house.ended
    await eventually(lambda: bool(ended._waiting.get(lost_session)))

    await phone.tell(END, sessionId=node("Session", lost_session))

    stream = await asyncio.wait_for(listening, 5)
    assert stream.text.endswith("event: complete\ndata: \n\n")


async def test_a_gateway_that_starts_later_knows_of_the_end(
    house, sign_in, family, settings, clock, ids
):
    phone, _ = await sign_in(family.parent, "phone")
    _, lost_session = await sign_in(family.parent, "lost phone")
    await phone.tell(END, sessionId=node("Session", lost_session))

    app = build_app(settings, clock=clock, ids=ids)
    async with app.state.token_desk.watching(settings.database):
        assert app.state.token_desk.ended.is_listening
        assert lost_session in app.state.token_desk.ended


async def test_signed_in_here_and_nowhere_else(sign_in, family, town):
    others, _ = await sign_in(await town.person("이도현"), "his phone")
    tablet, _ = await sign_in(family.parent, "tablet")
    phone, _ = await sign_in(family.parent, "phone")
    await sign_in(family.parent, "long ago", lives=timedelta(0))

    assert await phone.tell(END_OTHERS) == {"ended": 1}

    assert await names(phone) == ["phone"]
    assert await names(others) == ["his phone"]
    await eventually_refused(tablet)


async def test_a_mother_signs_her_little_one_out_but_not_a_grown_one(sign_in, family, town):
    mother, _ = await sign_in(family.parent, "phone")
    mina, little = await sign_in(family.child, "민아 폰")
    grown = await town.person("큰아이", born=date(2011, 3, 1))
    await town.parent_of(grown, "아버지")
    father_phone, _ = await sign_in(family.parent, "tablet")
    teenagers, theirs = await sign_in(grown, "teen phone")

    assert set(await names(mother)) == {"phone", "tablet", "민아 폰"}
    said = {"sessionId": node("Session", little)}
    assert (await mother.tell(END, **said))["__typename"] == "EndSessionSuccess"
    await eventually_refused(mina)
    assert (await Session.get(id=little)).revoked_because == "ended_by_guardian"
    before = await everything()
    refused = await father_phone.tell(END, sessionId=node("Session", theirs))
    assert refused == {"__typename": "SessionNotFound"}
    assert await everything() == before
    assert await is_let_in(teenagers)


async def test_the_help_desk_ends_a_session_for_whoever_calls(sign_in, family, town):
    operator = await town.operator("한관제")
    desk, _ = await sign_in(operator.person_id, "desk", Role.OPERATOR)
    phone, session = await sign_in(family.parent, "phone")
    await desk.tell(END, sessionId=node("Session", session))
    await eventually_refused(phone)
    assert (await Session.get(id=session)).revoked_because == "ended_by_staff"


async def test_a_stranger_ends_nothing_and_learns_nothing(house, sign_in, family, town):
    stranger, _ = await sign_in(await town.person("낯선이"), "phone")
    _, hers = await sign_in(family.parent, "phone")
    before = await everything()
    real = await stranger.tell(END, sessionId=node("Session", hers))
    made_up = await stranger.tell(END, sessionId=node("Session", town.ids.new()))
    assert real == made_up == {"__typename": "SessionNotFound"}
    said = {"sessionId": node("Session", hers)}
    assert await house.nobodys_phone().refused_telling(END, **said) == "UNAUTHENTICATED"
    assert await everything() == before
