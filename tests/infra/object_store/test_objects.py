"""What is stored is there, whole, under its key, and nowhere else: in a folder as in S3."""

import asyncio

import pytest
from pydantic import SecretStr

from domains.kernel.object_store import ObjectsUnavailable, WrongKeyError
from infra.object_store import FileObjects, S3Objects, open_object_store
from infra.setting_sections import ObjectSettings

TEXT = "text/plain"


async def test_what_is_put_is_got(objects):
    await objects.put("exports/one", b"\x00all of it\xff", content_type="application/zip")
    assert await objects.get("exports/one") == b"\x00all of it\xff"


async def test_putting_again_replaces(objects):
    await objects.put("exports/one", b"old", content_type=TEXT)
    await objects.put("exports/one", b"new", content_type=TEXT)
    assert await objects.get("exports/one") == b"new"


async def test_what_was_never_put_is_none(objects):
    assert await objects.get("exports/none") is None
    assert await objects.list("exports/") == []


async def test_what_is_deleted_is_gone_and_may_be_deleted_again(objects):
    await objects.put("exports/one", b"x", content_type=TEXT)
    await objects.delete("exports/one")
    await objects.delete("exports/one")
    assert await objects.get("exports/one") is None


async def test_a_head_once_stored_is_never_replaced(objects):
    assert await objects.put_new("heads/1", b"first", content_type=TEXT)
    assert not await objects.put_new("heads/1", b"second", content_type=TEXT)
    assert await objects.get("heads/1") == b"first"


async def test_of_many_writers_at_once_one_is_the_first(objects):
    wins = await asyncio.gather(
        *(objects.put_new("heads/1", b"%d" % n, content_type=TEXT) for n in range(5))
    )
    assert wins.count(True) == 1
    assert await objects.get("heads/1") == b"%d" % wins.index(True)


async def test_a_list_holds_what_begins_so_in_order(objects):
    for key in ("heads/2026-03-02", "heads/2026-03-01", "heads/2025/x", "headstrong", "other"):
        await objects.put(key, b"x", content_type=TEXT)
    assert await objects.list("heads/2026") == ["heads/2026-03-01", "heads/2026-03-02"]
    assert await objects.list("heads/") == ["heads/2025/x", "heads/2026-03-01", "heads/2026-03-02"]
    assert len(await objects.list("")) == 5


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../up", "a/../b", "a//b", "a/", ".hidden", "a b", "a\\b", "ㄱ", "a" * 513],
)
async def test_no_key_leads_out_of_the_store(objects, key):
    for attempt in (
        objects.put(key, b"x", content_type=TEXT),
        objects.put_new(key, b"x", content_type=TEXT),
        objects.get(key),
        objects.delete(key),
    ):
        with pytest.raises(WrongKeyError):
            await attempt
    assert await objects.list("") == []


async def test_a_write_cut_short_is_never_seen(tmp_path):
    objects = FileObjects(tmp_path)
    (tmp_path / ".half-abc").write_bytes(b"hal")
    assert await objects.list("") == []


async def test_a_folder_that_cannot_be_written_is_an_outage(tmp_path):
    (tmp_path / "exports").write_bytes(b"a file where a folder must be")
    with pytest.raises(ObjectsUnavailable):
        await FileObjects(tmp_path).put("exports/one", b"x", content_type=TEXT)


async def test_a_wrong_secret_is_an_outage_and_changes_nothing(bucket):
    guess = bucket.model_copy(update={"secret_access_key": SecretStr("guess")})
    thief = S3Objects(guess, bucket=bucket.bucket)
    with pytest.raises(ObjectsUnavailable):
        await thief.put("heads/1", b"x", content_type=TEXT)
    async with open_object_store(bucket) as honest:
        assert await honest.list("") == []


async def test_a_store_that_is_not_there_is_an_outage():
    nowhere = ObjectSettings(
        bucket="nowhere", endpoint_url="http://127.0.0.1:9", access_key_id="x",
        secret_access_key="y", timeout_s=0.2,
    )  # fmt: skip
    async with open_object_store(nowhere) as objects:
        with pytest.raises(ObjectsUnavailable):
            await objects.get("heads/1")


async def test_a_development_machine_stores_in_its_state_folder(settings):
    async with open_object_store(settings.objects) as objects:
        await objects.put("a", b"x", content_type=TEXT)
    assert (settings.state_dir / "objects" / "a").read_bytes() == b"x"
