"""What a stolen phone cannot do, and what nobody can do while the house is half blind."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from api.app import build_app
from domains.identity import public as identity
from domains.kernel.actor import Role
from infra.attempts import PATIENCE
from infra.embedded import EmbeddedValkey
from tests.builders.families import REGISTRY
from tests.stories.house import House, Phone, everything, node

GRANT = """
mutation ($input: GrantRelationInput!) {
  grantRelation(input: $input) { __typename }
}
"""
ME = "{ me { id } }"
DONE = "RelationAwaitsColleague"


@pytest.fixture
def sign_in(clock, ids):
    async def go(house: House, person, *roles):
        session = await identity.open_session(
            person_id=person,
            device_name="phone",
            lives=timedelta(days=30),
            clock=clock,
            ids=ids,
        )
        token = house.tokens.issue(
            person_id=person,
            session_id=session.session_id,
            roles=roles,
            signed_in_at=session.signed_in_at,
        )
        return Phone(house, token.text, "ko"), session

    return go


@pytest.fixture
async def officer(town):
    """Who may bring a guardian's claim."""
    person = await town.person("박담당")
    await identity.grant_role(
        actor=REGISTRY, person_id=person, role=Role.OFFICER, clock=town.clock, ids=town.ids
    )
    return person


@pytest.fixture
async def said(town, family):
    father = await town.person("이도현")
    return {
        "kind": "PARENT_CHILD",
        "holderId": node("Person", father),
        "subjectId": node("Person", family.child),
        "evidence": "가족관계증명서",
    }


async def test_a_sign_in_of_six_minutes_ago_is_too_old(house, sign_in, officer, said, clock):
    phone, session = await sign_in(house, officer, Role.OFFICER)
    clock.advance(timedelta(minutes=6))
    before = await everything()
    assert await phone.refused_telling(GRANT, **said) == "STEP_UP_REQUIRED"
    assert await everything() == before

    renewed = await identity.refresh_session(
        refresh_token=session.refresh_token, clock=clock, ids=house.ids
    )
    assert renewed.signed_in_at == session.signed_in_at, "a refresh proves nothing about the person"
    again, _ = await sign_in(house, officer, Role.OFFICER)
    assert (await again.tell(GRANT, **said))["__typename"] == DONE


async def test_nobody_at_all_hears_of_no_step_up(house, said):
    assert await house.nobodys_phone().refused_telling(GRANT, **said) == "UNAUTHENTICATED"


async def test_hammering_is_answered_with_a_growing_wait(house, sign_in, officer, said, clock):
    phone, _ = await sign_in(house, officer, Role.OFFICER)
    clock.advance(timedelta(minutes=6))
    heard = [
        await phone.refused_telling(GRANT, **said) for _ in range(PATIENCE["session"].free + 2)
    ]
    assert heard[-1] == "TOO_MANY_ATTEMPTS"
    assert set(heard[:-1]) == {"STEP_UP_REQUIRED"}
    assert (await phone.send(ME, {})).status_code == 200, "other things go on"


async def test_a_deaf_gateway_asks_the_table_before_a_dangerous_act(
    database, valkey, settings, clock, ids, sign_in, officer, said
):
    """Its listener is down: an ended session's token still reads for minutes, and does no harm."""
    app = build_app(settings, clock=clock, ids=ids)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http:
        deaf = House(http, app.state.token_desk.tokens, ids, clock)
        phone, session = await sign_in(deaf, officer, Role.OFFICER)
        await identity.end_session(refresh_token=session.refresh_token, clock=clock, ids=ids)
        before = await everything()
        assert (await phone.send(ME, {})).status_code == 200
        assert await phone.refused_telling(GRANT, **said) == "UNAUTHENTICATED"
        assert await everything() == before
        alive, _ = await sign_in(deaf, officer, Role.OFFICER)
        assert (await alive.tell(GRANT, **said))["__typename"] == DONE


@pytest.fixture
async def doomed(
    database, settings, clock, ids, tmp_path: Path
) -> AsyncIterator[tuple[House, EmbeddedValkey]]:
    """A house whose Valkey is about to go."""
    valkey = EmbeddedValkey(home=tmp_path)
    valkey.start()
    settings = settings.model_copy(
        update={"valkey": settings.valkey.model_copy(update={"url": valkey.url})}
    )
    app = build_app(settings, clock=clock, ids=ids)
    transport = httpx.ASGITransport(app)
    try:
        async with (
            app.state.token_desk.watching(settings.database),
            httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http,
        ):
            yield House(http, app.state.token_desk.tokens, ids, clock), valkey
    finally:
        valkey.stop()


async def test_without_valkey_dangerous_acts_wait_and_all_else_goes_on(
    doomed, sign_in, officer, said
):
    house, valkey = doomed
    phone, session = await sign_in(house, officer, Role.OFFICER)
    valkey.stop()
    before = await everything()

    assert await phone.refused_telling(GRANT, **said) == "UNAVAILABLE"
    assert await everything() == before
    assert (await phone.send(ME, {})).status_code == 200
    form = {"grant_type": "refresh_token", "refresh_token": session.refresh_token}
    assert (await house.http.post("/auth/token", data=form)).status_code == 200

    valkey.start()
    assert (await phone.tell(GRANT, **said))["__typename"] == DONE
