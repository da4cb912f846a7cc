"""What a client tries that means no good, and what it learns by it: nothing."""

import asyncio
from base64 import b64encode
from datetime import timedelta

import pytest

from domains.identity import public as identity
from domains.identity.models import Session
from tests.stories.house import Phone, everything, node
from tests.stories.identity.conftest import acting
from tests.stories.identity.documents import MAKE, document

ME = document("who_am_i")
UNLINK = 'unlinkAccount(input: {requestId: "%s", accountId: "%s"}) { __typename }'
NODE = "query($id: ID!) { node(id: $id) { __typename id } }"


def forged(child, parent, nobody) -> dict[str, str]:
    return {
        "nobody at all": node("Person", nobody),
        "another's parent": node("Person", parent),
        "another's child": node("Person", child),
        "another kind of thing": node("Session", child),
        "no global id": str(child),
        "two at once": f"{node('Person', child)},{node('Person', parent)}",
        "nothing": "",
        "not even base64": "%%%",
        "a NUL": b64encode(b"Person:\0").decode(),
        "a flood": "A" * 8_000,
    }


async def test_whoever_is_named_without_right_the_answer_is_the_same_and_nothing_happens(
    neighbourhood, family, town, ids
):
    stranger = await neighbourhood.phone(await town.person("나그네"))
    before = await everything()
    answers = {
        name: await acting(stranger, said).send(ME, {})
        for name, said in forged(family.child, family.parent, ids.new()).items()
    }
    assert {answer.status_code for answer in answers.values()} == {403}
    assert len({answer.text for answer in answers.values()}) == 1, answers
    assert await everything() == before


async def test_nobody_acts_for_themselves(neighbourhood, family):
    hana = await neighbourhood.phone(family.parent)
    assert await acting(hana, family.parent).refused(ME) == "FORBIDDEN"


@pytest.mark.parametrize(
    "way",
    [
        "mutation {{ {deed} }}",
        "mutation {{ a: {deed} b: {deed} }}",
        "mutation {{ ...Deed }} fragment Deed on Mutation {{ {deed} }}",
        "mutation {{ ... on Mutation @include(if: true) {{ {deed} }} }}",
    ],
    ids=["plain", "aliases", "fragment", "inline"],
)
async def test_no_way_of_writing_it_leads_around_a_fresh_sign_in(
    house, town, family, clock, ids, way
):
    stale = await _signed_in_before(house, town, family.parent, timedelta(minutes=6))
    document = way.format(deed=UNLINK % (ids.new(), node("LinkedAccount", ids.new())))
    before = await everything()
    for phone in (stale, acting(stale, family.child)):
        said = (await phone.send(document, {})).json()
        assert {error["extensions"]["code"] for error in said["errors"]} == {"STEP_UP_REQUIRED"}
    assert await everything() == before


async def test_another_persons_thing_is_as_unknown_as_one_that_is_not(
    neighbourhood, family, town, ids
):
    hana = await neighbourhood.phone(family.parent)
    made = await hana.tell(MAKE, offer="SENIOR_GUARDIAN", otherBecomes="SUBJECT")
    stranger = await neighbourhood.phone(await town.person("나그네"))
    session = await Session.filter(person_id=family.parent).first()
    real = [made["invitationId"], node("Person", family.child), node("Session", session.id)]
    for kind in ("GuardianshipClaim", "RoleGrant", "StandIn", "RightsCase", "AuditEntry"):
        real.append(node(kind, family.parent))
    made_up = [node("Person", ids.new()), node("Invitation", ids.new())]
    texts = {(await stranger.send(NODE, {"id": known})).text for known in [*real, *made_up]}
    assert len(texts) == 1
    assert await stranger.ask(NODE, id=made_up[0]) is None


async def test_a_storm_of_refreshes_leaves_one_line_and_locks_nobody_out(house, family, town):
    """A phone whose answers are lost asks again and again; at most so many as are remembered."""
    opened = await _session(town, family.parent)
    answers = await asyncio.gather(*(_refresh(town, opened.refresh_token) for _ in range(30)))
    kept = {answer.refresh_token for answer in answers}
    assert len(kept) == 30

    chosen, dead = sorted(kept)[:2]
    assert isinstance(await _refresh(town, chosen), identity.OpenSession)
    assert isinstance(await _refresh(town, dead), identity.SessionGoesOn), "seconds later: a tab"
    town.clock.advance(timedelta(minutes=1))
    assert isinstance(await _refresh(town, dead), identity.SessionOver), "later: a thief"
    assert (await Session.get(id=opened.session_id)).revoked_because == "refresh_token_reused"


async def _session(town, person) -> identity.OpenSession:
    return await identity.open_session(
        person_id=person,
        device_name="phone",
        lives=timedelta(days=1),
        clock=town.clock,
        ids=town.ids,
    )


async def _refresh(town, token: str) -> identity.OpenSession | identity.SessionGoesOn:
    return await identity.refresh_session(refresh_token=token, clock=town.clock, ids=town.ids)


async def _signed_in_before(house, town, person, ago: timedelta) -> Phone:
    session = await _session(town, person)
    token = house.tokens.issue(
        person_id=person,
        session_id=session.session_id,
        signed_in_at=town.clock.now() - ago,
    )
    return Phone(house, token.text, "ko")
