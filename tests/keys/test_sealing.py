"""What a person's key does, as its owner would tell it."""

import asyncio

import asyncpg
import pytest
from cryptography.exceptions import InvalidTag

from domains.kernel import personal
from infra.keys import envelope, open_keys
from infra.settings import Settings
from tests.fakes.ordered_ids import OrderedIds

pytestmark = pytest.mark.usefixtures("database")


async def test_a_name_is_sealed_and_read_again(ids: OrderedIds) -> None:
    hana, minho = ids.new(), ids.new()
    sealed = await personal.seal_each([(hana, "김하나"), (minho, "이민호"), (hana, "오산초")])
    assert "김하나".encode() not in sealed[0]
    owners = [hana, minho, hana]
    opened = await personal.open_each(list(zip(owners, sealed, strict=True)))
    assert opened == ["김하나", "이민호", "오산초"]


async def test_the_same_name_never_looks_the_same_twice(ids: OrderedIds) -> None:
    hana = ids.new()
    assert len(set(await personal.seal_each([(hana, "김하나")] * 50))) == 50


async def test_a_destroyed_key_opens_nothing_and_is_never_made_anew(ids: OrderedIds) -> None:
    hana, minho = ids.new(), ids.new()
    sealed = await personal.seal_each([(hana, "김하나"), (minho, "이민호")])
    await personal.forget(hana)
    late = await personal.seal(hana, "late news")
    assert await personal.open_each([(hana, sealed[0]), (minho, sealed[1]), (hana, late)]) == [
        None,
        "이민호",
        None,
    ]
    assert late == envelope.NEVER_OPENS


async def test_who_was_never_known_can_be_forgotten_and_stays_so(ids: OrderedIds) -> None:
    stranger = ids.new()
    await personal.forget(stranger)
    assert await personal.seal(stranger, "too late") == envelope.NEVER_OPENS


async def test_a_value_moved_to_another_person_or_use_does_not_open(ids: OrderedIds) -> None:
    hana, minho = ids.new(), ids.new()
    sealed, _ = await personal.seal_each([(hana, "김하나"), (minho, "이민호")])
    with pytest.raises(InvalidTag):
        await personal.reveal(minho, sealed)
    with pytest.raises(InvalidTag):
        await personal.reveal(hana, sealed, context="another use")


async def test_an_altered_value_does_not_open(ids: OrderedIds) -> None:
    hana = ids.new()
    sealed = await personal.seal(hana, "김하나")
    with pytest.raises(InvalidTag):
        await personal.reveal(hana, sealed[:-1] + bytes([sealed[-1] ^ 1]))


async def test_many_who_make_a_key_at_once_agree_on_one(ids: OrderedIds) -> None:
    hana = ids.new()
    sealed = await asyncio.gather(*(personal.seal(hana, f"{n}") for n in range(20)))
    assert await personal.open_each([(hana, each) for each in sealed]) == [
        f"{n}" for n in range(20)
    ]


async def test_another_process_forgets_within_one_notification(
    ids: OrderedIds, settings: Settings
) -> None:
    hana = ids.new()
    sealed = await personal.seal(hana, "김하나")
    async with open_keys(settings) as other:
        await asyncio.sleep(0.3)  # its ear is up
        assert await other.open([(hana, sealed)], context=personal.TEXT) == ["김하나".encode()]
        stored = await asyncpg.connect(settings.keys.url)
        await _bury_elsewhere(stored, hana)
        async with asyncio.timeout(5):
            while await other.open([(hana, sealed)], context=personal.TEXT) != [None]:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await stored.close()


async def _bury_elsewhere(connection: asyncpg.Connection, owner: object) -> None:
    async with connection.transaction():
        await connection.execute(
            "UPDATE keys.owners SET destroyed_at = now() WHERE owner_id = $1", owner
        )
        await connection.execute("DELETE FROM keys.data_keys WHERE owner_id = $1", owner)
        await connection.execute("SELECT pg_notify('keys_forgotten', $1)", str(owner))


async def test_a_key_store_that_is_down_says_so_in_time(
    ids: OrderedIds, settings: Settings
) -> None:
    gone = settings.keys.model_copy(update={"url": "postgres://osan@127.0.0.1:1/keys"})
    async with open_keys(settings.model_copy(update={"keys": gone})):
        with pytest.raises(personal.KeysUnavailable):
            await personal.seal(ids.new(), "김하나")
