"""Keys are changed while everybody works, and a chore that was killed goes on."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import asyncpg
import pytest
from pydantic import SecretStr

from api.sealed_columns import SEALED_COLUMNS
from domains.identity import public as identity
from domains.kernel import personal, sql
from infra.keys import envelope, open_keys, rotate
from infra.keys.columns import SealedColumn
from infra.keys.keyring import Keyring
from infra.keys.rotation import count_keys, under_way
from infra.keys.wrapping import UnknownWrappingKeyError, new_secret
from infra.settings import Settings

pytestmark = pytest.mark.usefixtures("database")

NAMES = SealedColumn("identity.people", "display_name", owner="id")
OLD, NEW = new_secret(), new_secret()


class KilledError(Exception):
    """The process dies here."""


def wrapped_in(settings: Settings, *secrets: str) -> Settings:
    keys = settings.keys.model_copy(update={"wrapping": tuple(SecretStr(s) for s in secrets)})
    return settings.model_copy(update={"keys": keys})


@pytest.fixture
async def ring(settings: Settings) -> AsyncIterator[Keyring]:
    async with open_keys(wrapped_in(settings, OLD)) as ring:
        yield ring


@pytest.fixture
async def town(ring, clock, ids) -> dict[UUID, str]:
    """Twenty people, by id."""
    people = {}
    for number in range(20):
        profile = identity.Profile(display_name=f"시민 {number}")
        person = await identity.enrol_person(
            provider="dev", subject=str(number), profile=profile, clock=clock, ids=ids
        )
        people[person] = profile.display_name
    return people


async def names(people) -> dict[UUID, str]:
    return {one: card.display_name for one, card in (await identity.people(people)).items()}


async def versions() -> set[int | None]:
    rows = await sql.fetch("SELECT display_name FROM identity.people")
    return {envelope.version_of(bytes(row["display_name"])) for row in rows}


async def test_a_new_wrapping_key_takes_over_and_the_old_one_is_needed_no_more(town, settings):
    async with open_keys(wrapped_in(settings, NEW, OLD)) as ring:
        assert await names(town) == town
        assert await rotate.rotate_wrapping(ring) == len(town)
        assert (await count_keys(ring.store)).by_wrapping == {ring.wrapping.newest: len(town)}
    async with open_keys(wrapped_in(settings, NEW)):
        assert await names(town) == town
    async with open_keys(wrapped_in(settings, OLD)):
        with pytest.raises(UnknownWrappingKeyError):
            await names(town)


async def test_all_that_is_sealed_is_sealed_anew_under_new_data_keys(town, ring):
    told: list[tuple[str, int]] = []
    await rotate.rotate_data([NAMES], ring, tell=lambda *said: told.append(said))
    assert await versions() == {2}
    assert await names(town) == town
    assert sum(n for name, n in told if name == NAMES.name) == len(town)
    assert await under_way(ring.store) is None


async def test_a_rotation_killed_in_the_middle_goes_on_where_it_was(town, ring, monkeypatch):
    monkeypatch.setattr(rotate.renew_batch, "__kwdefaults__", {"limit": 5})

    def die(name: str, _: int) -> None:
        if name == NAMES.name:
            raise KilledError

    with pytest.raises(KilledError):
        await rotate.rotate_data([NAMES], ring, tell=die)
    assert await versions() == {1, 2}
    assert await names(town) == town
    begun = await under_way(ring.store)

    told: list[tuple[str, int]] = []
    await rotate.rotate_data([NAMES], ring, tell=lambda *said: told.append(said))
    assert begun is not None
    assert await versions() == {2}
    assert await names(town) == town
    assert sum(n for name, n in told if name == NAMES.name) == len(town) - 5
    assert (await count_keys(ring.store)).retired == len(town)


async def test_a_change_made_meanwhile_is_not_undone(town, ring):
    hana = next(iter(town))

    async def rename() -> None:
        renamed = await personal.seal(hana, "김하나")
        await sql.execute(
            "UPDATE identity.people SET display_name = $2 WHERE id = $1", hana, renamed
        )

    renew, renamed = ring.renew, False

    async def renew_while_somebody_writes(values, *, context):
        nonlocal renamed
        anew = await renew(values, context=context)
        if not renamed:
            renamed = True
            await rename()
        return anew

    ring.renew = renew_while_somebody_writes
    await rotate.rotate_data([NAMES], ring)
    assert await names(town) == town | {hana: "김하나"}


async def test_retired_keys_go_when_nothing_needs_them_and_no_sooner(town, ring):
    hana = next(iter(town))
    old = (await sql.fetch("SELECT display_name FROM identity.people WHERE id = $1", hana))[0][0]
    await rotate.rotate_data([NAMES], ring)
    assert await rotate.drop_retired([NAMES], ring, before=datetime(2000, 1, 1, tzinfo=UTC)) == 0
    await sql.execute("UPDATE identity.people SET display_name = $2 WHERE id = $1", hana, old)
    soon = datetime.now(UTC) + timedelta(days=1)
    assert await rotate.drop_retired([NAMES], ring, before=soon) == len(town) - 1
    assert await names(town) == town


async def test_what_lay_in_the_clear_is_read_and_then_sealed(town, ring):
    hana = next(iter(town))
    clear = envelope.waiting("김하나".encode())
    await sql.execute("UPDATE identity.people SET display_name = $2 WHERE id = $1", hana, clear)
    assert (await names(town))[hana] == "김하나"
    assert await rotate.seal_rest(SEALED_COLUMNS, ring) == 1
    assert await rotate.waiting_values([NAMES]) == {NAMES.name: 0}
    assert (await names(town))[hana] == "김하나"


async def test_destroying_a_key_erases_a_person_from_a_backup_of_the_data(town, ring, settings):
    hana = next(iter(town))
    database = await asyncpg.connect(settings.database.url)
    backup = BytesIO()
    await database.copy_from_table("people", schema_name="identity", output=backup)
    await personal.forget(hana)

    await database.execute("CREATE TEMP TABLE restored (LIKE identity.people)")
    await database.copy_to_table("restored", source=BytesIO(backup.getvalue()))
    rows = await database.fetch("SELECT id, display_name FROM restored ORDER BY id")
    opened = await personal.open_each([(row["id"], bytes(row["display_name"])) for row in rows])
    unborn = await database.fetchval("SELECT count(*) FROM restored WHERE birth_date IS NULL")
    await database.close()

    assert dict(zip((row["id"] for row in rows), opened, strict=True)) == town | {hana: None}
    assert unborn == len(town)
    assert "시민".encode() not in backup.getvalue()
    assert "시민".encode().hex() not in backup.getvalue().decode()
    assert (await names(town))[hana] == identity.NAMELESS
