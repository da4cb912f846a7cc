"""How may I sign in; and no longer that way, please."""

from datetime import timedelta
from uuid import UUID

import pytest

from domains.identity import public as identity
from domains.kernel.actor import Actor
from tests.stories.house import everything, node

WAYS = "{ linkedAccounts { id provider title linkedAt } }"
UNLINK = """
mutation ($input: UnlinkAccountInput!) {
  unlinkAccount(input: $input) {
    __typename
    ... on UnlinkAccountSuccess { accountId sessionsEnded }
  }
}
"""


@pytest.fixture
async def hana(town) -> UUID:
    """She signs in by `dev` and by a school's pass."""
    person_id = await identity.enrol_person(
        provider="dev",
        subject="hana",
        profile=identity.Profile("하나"),
        clock=town.clock,
        ids=town.ids,
    )
    now = town.clock.now()
    linked = await identity.link_account(
        actor=Actor(person_id=person_id, signed_in_at=now),
        account=identity.ProvenAccount("school", "hana", proved_at=now),
        within=timedelta(minutes=10),
        clock=town.clock,
        ids=town.ids,
    )
    assert isinstance(linked, identity.Linked)
    return person_id


async def test_i_see_how_i_may_sign_in(house, hana):
    ways = await house.phone_of(hana).ask(WAYS)
    assert [(way["provider"], way["title"]) for way in ways] == [
        ("dev", "개발용 로그인"),
        ("school", "school"),
    ]


async def test_i_take_one_way_away_and_keep_the_last(house, hana):
    phone = house.phone_of(hana)
    dev, school = await phone.ask(WAYS)

    assert (await phone.tell(UNLINK, accountId=school["id"]))["sessionsEnded"] == 0
    before = await everything()
    kept = await phone.tell(UNLINK, accountId=dev["id"])

    assert kept["__typename"] == "LastAccountKept"
    assert [way["id"] for way in await phone.ask(WAYS)] == [dev["id"]]
    assert await everything() == before


async def test_a_stale_sign_in_takes_nothing_away(house, hana, clock):
    phone = house.phone_of(hana)
    dev, _ = await phone.ask(WAYS)
    clock.advance(timedelta(minutes=6))
    before = await everything()

    code = await phone.refused_telling(UNLINK, accountId=dev["id"])

    assert code == "STEP_UP_REQUIRED"
    assert await everything() == before


async def test_nobody_elses_account_is_found(house, hana, town, ids):
    stranger = await identity.enrol_person(
        provider="dev",
        subject="stranger",
        profile=identity.Profile("모름"),
        clock=town.clock,
        ids=ids,
    )
    dev, _ = await house.phone_of(hana).ask(WAYS)
    phone = house.phone_of(stranger)
    before = await everything()

    for account in (dev["id"], node("Account", ids.new())):
        answer = await phone.tell(UNLINK, accountId=account)
        assert answer == {"__typename": "AccountNotFound"}
    assert await everything() == before
    assert len(await phone.ask(WAYS)) == 1
