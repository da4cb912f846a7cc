"""What only a store across a wire can do: be damaged, be down, distrust us."""

from dataclasses import replace

import pytest

from ml_serving.contract import Refusal
from ml_serving.stores import (
    Bucket,
    DamagedError,
    FolderStore,
    Keys,
    OversizeError,
    S3Store,
    StoreUnavailable,
    open_store,
)
from ml_serving.stores.s3_client import s3_client


@pytest.fixture
def bucket(seaweed):
    return seaweed.new_bucket()


@pytest.fixture
def store(seaweed, bucket, tmp_path):
    kept = S3Store(bucket, cache=tmp_path / "cache", keys=seaweed.keys)
    yield kept
    kept.close()


def replace_in_secret(seaweed, bucket, name: str, body: bytes, **more) -> None:
    client = s3_client(seaweed.keys, timeout_s=20)
    client.put_object(Bucket=bucket.name, Key=f"{bucket.prefix}{name}", Body=body, **more)
    client.close()


def test_other_bytes_under_an_archives_name_are_noticed(seaweed, bucket, store, archive):
    store.put(archive)
    told = {"sha256": "0" * 64}
    replace_in_secret(seaweed, bucket, archive.name, b"other bytes", Metadata=told)
    with pytest.raises(DamagedError, match="another sha256"):
        store.fetch(archive.name)


def test_what_was_damaged_leaves_nothing_in_the_cache(seaweed, bucket, store, archive, tmp_path):
    replace_in_secret(seaweed, bucket, archive.name, b"other", Metadata={"sha256": "0" * 64})
    with pytest.raises(DamagedError):
        store.fetch(archive.name)
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_is_too_long_for_an_archive_does_not_fill_the_disk(seaweed, bucket, archive, tmp_path):
    replace_in_secret(seaweed, bucket, archive.name, bytes(1001))
    store = S3Store(bucket, cache=tmp_path / "cache", keys=seaweed.keys, most_bytes=1000)
    with pytest.raises(OversizeError, match="1000 are fetched"):
        store.fetch(archive.name)
    assert list((tmp_path / "cache").iterdir()) == []
    store.close()


def test_an_archive_that_somebody_else_put_there_is_fetched(seaweed, bucket, store, archive):
    replace_in_secret(seaweed, bucket, archive.name, archive.read_bytes())
    assert store.fetch(archive.name).read_bytes() == archive.read_bytes()


def test_what_is_in_the_cache_does_not_travel_again(seaweed, bucket, archive, tmp_path):
    travelled = []
    store = S3Store(
        bucket,
        cache=tmp_path / "cache",
        keys=seaweed.keys,
        progress=lambda done, whole: travelled.append((done, whole)),
    )
    store.put(archive)
    size = archive.stat().st_size
    assert travelled[-1] == (size, size)
    travelled.clear()
    first = store.fetch(archive.name)
    assert travelled[-1] == (size, size)
    travelled.clear()
    assert store.fetch(archive.name) == first
    assert travelled == []


def test_a_cached_file_that_was_bent_is_fetched_again(store, archive):
    store.put(archive)
    store.fetch(archive.name).write_bytes(b"bent")
    assert store.fetch(archive.name).read_bytes() == archive.read_bytes()


def test_what_lies_in_other_folders_of_the_bucket_is_not_ours(seaweed, bucket, store, archive):
    for prefix in ("", "models/older/", "elsewhere/"):
        replace_in_secret(seaweed, replace(bucket, prefix=prefix), archive.name, b"x")
    assert store.list() == []


def test_a_wrong_secret_is_told_and_changes_nothing(seaweed, bucket, store, archive, tmp_path):
    guess = replace(seaweed.keys, secret_access_key="guess")
    thief = S3Store(bucket, cache=tmp_path / "thief", keys=guess)
    for attempt in (thief.list, lambda: thief.put(archive), lambda: thief.fetch(archive.name)):
        with pytest.raises(StoreUnavailable):
            attempt()
    assert store.list() == []


def test_a_store_that_is_not_there_is_told_in_time(tmp_path, archive):
    keys = Keys("http://127.0.0.1:9", "ap-northeast-2", "x", "y")
    nowhere = S3Store(Bucket("nowhere"), cache=tmp_path, keys=keys, timeout_s=0.2)
    with pytest.raises(StoreUnavailable, match="out of reach"):
        nowhere.list()
    with pytest.raises(StoreUnavailable, match="out of reach"):
        nowhere.put(archive)


def test_a_secret_is_never_shown():
    assert "for-tests-only" not in repr(Keys(secret_access_key="for-tests-only"))


def test_an_address_says_which_store_it_is(tmp_path, seaweed, archive):
    assert isinstance(open_store(str(tmp_path), cache=tmp_path), FolderStore)
    bucket = seaweed.new_bucket()
    for address in (f"s3://{bucket.name}/models", f"s3://{bucket.name}/models/"):
        kept = open_store(address, cache=tmp_path / "cache", keys=seaweed.keys)
        assert kept.put(archive) is None
        assert kept.list() == [archive.name]
    assert isinstance(open_store("s3://", cache=tmp_path), Refusal)
