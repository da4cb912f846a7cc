"""Whoever may do everything in the database still cannot rewrite what was sealed unseen."""

import secrets
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from domains.kernel.audit_stream import AUDIT
from domains.kernel.sealing.block import NOTHING_BEFORE, digest_of_row, hash_of, rows_hash_of
from domains.kernel.sealing.blocks import blocks_from
from domains.kernel.sealing.finding import Wrong
from domains.kernel.sealing.stream import first_id_at
from tests.kernel.sealing.archive import named

COLUMNS = [column for column in AUDIT.encodings[1] if column != "id"]


async def row_at(superuser, place: int) -> UUID:
    return await superuser.fetchval(
        "SELECT id FROM kernel.audit ORDER BY id OFFSET $1 LIMIT 1", place
    )


async def alter(superuser, column: str, row_id: UUID) -> None:
    """Give one column of one row another value of its kind, whatever it held."""
    values = {
        "at": "at + interval '1 microsecond'",
        "action": "'nothing.to.see'",
        "actor_system": "coalesce(actor_system, '') || 'x'",
        "why": "CASE why WHEN 'duty' THEN NULL ELSE 'duty' END",
    }
    value = values.get(column, "gen_random_uuid()")
    await superuser.execute(f"UPDATE kernel.audit SET {column} = {value} WHERE id = $1", row_id)


async def test_an_honest_audit_verifies_clean(sealed):
    assert await sealed.findings() == []
    assert await sealed.unsealed() == 0


@pytest.mark.parametrize("column", COLUMNS)
async def test_a_change_of_any_column_names_the_row(sealed, superuser, column):
    row_id = await row_at(superuser, 70)
    await alter(superuser, column, row_id)
    assert named(await sealed.findings()) == {(Wrong.ROW_ALTERED, row_id)}


async def test_a_removed_row_is_named(sealed, superuser):
    row_id = await row_at(superuser, 70)
    await superuser.execute("DELETE FROM kernel.audit WHERE id = $1", row_id)
    assert named(await sealed.findings()) == {(Wrong.ROW_REMOVED, row_id)}


async def test_a_row_slipped_into_the_past_is_named(sealed, superuser):
    forged = UUID(int=first_id_at(sealed.clock.now() - timedelta(hours=1)).int + 7)
    await superuser.execute(
        "INSERT INTO kernel.audit (id, at, action) VALUES ($1, now(), 'made.up')", forged
    )
    sealed.clock.advance(timedelta(minutes=1))
    await sealed.seal()
    assert named(await sealed.findings()) == {(Wrong.ROW_INSERTED, forged)}


async def test_two_rows_that_change_places_are_both_named(sealed, superuser):
    first, second = await row_at(superuser, 50), await row_at(superuser, 120)
    spare = sealed.ids.new()
    for old, new in [(first, spare), (second, first), (spare, second)]:
        await superuser.execute("UPDATE kernel.audit SET id = $2 WHERE id = $1", old, new)
    assert named(await sealed.findings()) == {
        (Wrong.ROW_ALTERED, first),
        (Wrong.ROW_ALTERED, second),
    }


async def test_a_block_hashed_anew_over_its_forged_row_still_names_both(sealed, superuser):
    row_id = await row_at(superuser, 12)
    await superuser.execute("UPDATE kernel.audit SET action = 'x.y.z' WHERE id = $1", row_id)
    await hash_anew(superuser, 3)
    assert named(await sealed.findings()) == {
        (Wrong.BLOCK_FORGED, 3),
        (Wrong.CHAIN_BROKEN, 4),
        (Wrong.ROW_ALTERED, row_id),
    }


async def test_a_chain_rewritten_with_the_stolen_key_meets_its_stored_heads(sealed, superuser):
    row_id = await row_at(superuser, 12)
    await superuser.execute("UPDATE kernel.audit SET action = 'x.y.z' WHERE id = $1", row_id)
    previous = NOTHING_BEFORE
    for number in range(1, 37):
        previous = await hash_anew(superuser, number, previous=previous, key=sealed.key)
    found = named(await sealed.findings())
    assert (Wrong.HEAD_DIFFERS, 13) in found
    assert {wrong for wrong, _ in found} == {Wrong.HEAD_DIFFERS}


async def test_a_removed_block_and_the_rows_removed_with_it_are_named(sealed, superuser):
    (block,) = await blocks_from(AUDIT.name, number=5, limit=1)
    await superuser.execute("DELETE FROM kernel.seal_blocks WHERE number = 5")
    await superuser.execute("DELETE FROM kernel.audit WHERE id = ANY($1)", list(block.ids))
    assert named(await sealed.findings()) == {
        (Wrong.BLOCK_REMOVED, 5),
        *((Wrong.ROW_REMOVED, row_id) for row_id in block.ids),
    }


async def test_a_chain_cut_behind_a_stored_head_is_found(sealed, superuser):
    await superuser.execute("DELETE FROM kernel.seal_blocks WHERE number >= 25")
    await superuser.execute("DELETE FROM kernel.seal_heads WHERE number >= 25")
    assert (Wrong.CHAIN_CUT, 25) in named(await sealed.findings())


async def test_the_newest_blocks_cut_off_with_their_rows_are_missed(sealed, superuser):
    """They lie behind the last hourly head; the tip in the object store still names them."""
    lost = await blocks_from(AUDIT.name, number=35, limit=9)
    await superuser.execute("DELETE FROM kernel.seal_blocks WHERE number >= 35")
    for block in lost:
        await superuser.execute("DELETE FROM kernel.audit WHERE id = ANY($1)", list(block.ids))
    assert named(await sealed.findings()) == {(Wrong.CHAIN_CUT, 36)}


async def test_a_chain_that_grew_again_after_a_cut_does_not_move_the_tip(sealed, superuser):
    (block,) = await blocks_from(AUDIT.name, number=36, limit=1)
    await superuser.execute("DELETE FROM kernel.seal_blocks WHERE number = 36")
    await superuser.execute("DELETE FROM kernel.audit WHERE id = ANY($1)", list(block.ids))
    for _ in range(3):
        await sealed.happen()
        sealed.clock.advance(timedelta(minutes=5))
        await sealed.seal()
    assert not sealed.tip_moved
    assert (Wrong.HEAD_DIFFERS, 36) in named(await sealed.findings())


async def test_a_head_remembered_under_a_borrowed_name_is_found(sealed, superuser):
    """Else no head would be stored any more: the database says that a later one lies there."""
    await superuser.execute(
        """
        INSERT INTO kernel.seal_heads
        SELECT stream, 1000000, key, hash, stored_at FROM kernel.seal_heads LIMIT 1
        """
    )
    assert named(await sealed.findings()) == {(Wrong.HEAD_GONE, 1_000_000)}


async def test_heads_that_somebody_keeps_from_being_stored_are_missed(sealed, superuser):
    await superuser.execute("UPDATE kernel.seal_heads SET stored_at = '2999-01-01'")
    for _ in range(26):
        sealed.clock.advance(timedelta(hours=1))
        await sealed.seal()
    assert {found.wrong for found in await sealed.findings()} == {Wrong.HEAD_LATE}


async def test_a_forged_block_of_an_enormous_number_does_not_drown_the_rest(sealed, superuser):
    row_id = await row_at(superuser, 70)
    await alter(superuser, "action", row_id)
    await superuser.execute("UPDATE kernel.seal_blocks SET number = 2000000000 WHERE number = 36")
    found = await sealed.findings()
    assert (Wrong.ROW_ALTERED, row_id) in named(found)
    assert len(found) < 1_100


async def test_a_head_taken_from_the_object_store_is_missed(sealed):
    (*_, last) = await sealed.objects.list("seals/")
    await sealed.objects.delete(last)
    assert {found.wrong for found in await sealed.findings()} == {Wrong.HEAD_GONE}


async def test_an_altered_object_speaks_for_nobody(sealed, superuser):
    """It is not believed; the block and its forged row are found by the signature alone."""
    for key in await sealed.objects.list("seals/"):
        await sealed.objects.put(key, b"[]", content_type="application/json")
    assert await sealed.findings() == []
    await superuser.execute("DELETE FROM kernel.seal_blocks WHERE number = 5")
    assert (Wrong.BLOCK_REMOVED, 5) in named(await sealed.findings())


async def test_a_block_of_somebody_elses_key_is_forged(sealed, superuser):
    await superuser.execute("UPDATE kernel.seal_blocks SET signature = $1", secrets.token_bytes(64))
    found = await sealed.findings()
    assert {finding.wrong for finding in found} == {Wrong.BLOCK_FORGED}
    assert len(found) == 36


async def test_since_looks_only_at_what_came_after(sealed, superuser):
    early, late = await row_at(superuser, 20), await row_at(superuser, 170)
    for row_id in (early, late):
        await superuser.execute("DELETE FROM kernel.audit WHERE id = $1", row_id)
    since = sealed.clock.now() - timedelta(hours=1)
    assert named(await sealed.findings(since=since)) == {(Wrong.ROW_REMOVED, late)}


async def test_what_is_not_sealed_yet_is_not_protected(sealed, superuser):
    """The stated gap: a row removed before its block was made leaves no trace."""
    await sealed.happen()
    assert await sealed.unsealed() == 1
    await superuser.execute(
        "DELETE FROM kernel.audit WHERE id = (SELECT id FROM kernel.audit ORDER BY id DESC LIMIT 1)"
    )
    assert await sealed.findings() == []


BLOCK_COLUMNS = {
    "previous": "sha256(previous)",
    "since": "since - interval '1 second'",
    "until": "until + interval '1 microsecond'",
    "ids": "ids[2:] || ids[1:1]",
    "digests": "substr(digests, 33) || substr(digests, 1, 32)",
    "rows": "rows - 1",
    "rows_hash": "sha256(rows_hash)",
    "key_id": "reverse(key_id)",
    "hash": "sha256(hash)",
    "signature": "sha256(signature) || sha256(hash)",
    "encoding": "encoding + 1",
}

STORED = 24 * 5
"""Rows whose blocks lie in the object store too: of a forged block, these are still named."""

deeds = st.one_of(
    st.tuples(st.just("alter"), st.sampled_from(COLUMNS), st.integers(0, 179)),
    st.tuples(st.just("remove"), st.none(), st.integers(0, 179)),
    st.tuples(st.just("block"), st.sampled_from(sorted(BLOCK_COLUMNS)), st.integers(2, 36)),
    st.tuples(st.just("hash anew"), st.none(), st.integers(0, STORED - 1)),
)


@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deed=deeds)
async def test_whatever_one_does_is_found_and_named(sealed, superuser, deed):
    kind, column, place = deed
    async with undone(superuser):
        expected = await commit_deed(superuser, kind, column, place)
        assert expected in named(await sealed.findings())
    assert await sealed.findings() == []


async def commit_deed(superuser, kind, column, place):
    if kind == "block":
        change = f"UPDATE kernel.seal_blocks SET {column} = {BLOCK_COLUMNS[column]}"
        await superuser.execute(f"{change} WHERE number = $1", place)
        return (Wrong.BLOCK_FORGED if column == "signature" else Wrong.BLOCK_ALTERED), place
    row_id = await row_at(superuser, place)
    if kind == "remove":
        await superuser.execute("DELETE FROM kernel.audit WHERE id = $1", row_id)
        return Wrong.ROW_REMOVED, row_id
    await alter(superuser, column or "action", row_id)
    if kind == "hash anew":
        await hash_anew(superuser, place // 5 + 1)
    return Wrong.ROW_ALTERED, row_id


class undone:  # noqa: N801 - reads as a sentence
    """Puts the audit back as it was before the block."""

    def __init__(self, superuser) -> None:
        self._superuser = superuser

    async def __aenter__(self) -> None:
        for table in ("audit", "seal_blocks"):
            await self._superuser.execute(
                f"CREATE TEMP TABLE {table}_before AS TABLE kernel.{table}"
            )

    async def __aexit__(self, *_) -> None:
        for table in ("audit", "seal_blocks"):
            await self._superuser.execute(
                f"DELETE FROM kernel.{table};"
                f"INSERT INTO kernel.{table} SELECT * FROM {table}_before;"
                f"DROP TABLE {table}_before"
            )


async def hash_anew(superuser, number, *, previous=None, key=None) -> bytes:
    """What a careful forger does: every hash of a block fits what its rows say now."""
    (block,) = await blocks_from(AUDIT.name, number=number, limit=1)
    rows = await superuser.fetch(
        "SELECT * FROM kernel.audit WHERE id = ANY($1) ORDER BY id", list(block.ids)
    )
    digests = b"".join(digest_of_row(AUDIT, row, encoding=1) for row in rows)
    forged = replace(
        block,
        previous=previous or block.previous,
        digests=digests,
        rows_hash=rows_hash_of(block.ids, digests),
    )
    forged = replace(forged, hash=hash_of(forged))
    signature = forged.signature if key is None else key.sign(forged.hash)
    await superuser.execute(
        """
        UPDATE kernel.seal_blocks
        SET previous = $2, digests = $3, rows_hash = $4, hash = $5, signature = $6
        WHERE number = $1
        """,
        number,
        forged.previous,
        digests,
        forged.rows_hash,
        forged.hash,
        signature,
    )
    return forged.hash
