"""An archive that is kept is there, whole, under its name, and is never another one later."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ml_serving.contract import Refusal
from ml_serving.stores import FolderStore
from tests.ml_serving.archive.parts import accepted, an_archive


def test_what_was_put_is_fetched(store, archive):
    assert store.put(archive) is None
    fetched = store.fetch(archive.name)
    assert fetched.read_bytes() == archive.read_bytes()
    assert accepted(fetched).sha256 == accepted(archive).sha256


def test_a_store_lists_its_archives_by_name(store, tmp_path):
    assert store.list() == []
    for version in ("1.10.0", "1.0.0", "1.0.0-rc.1"):
        store.put(an_archive(tmp_path / "made", version=version))
    assert store.list() == [
        "fractions-1.0.0-rc.1.zip",
        "fractions-1.0.0.zip",
        "fractions-1.10.0.zip",
    ]


def test_the_same_bytes_may_be_put_again(store, archive):
    assert store.put(archive) is None
    assert store.put(archive) is None


def test_a_version_that_is_there_is_never_replaced(store, archive, other):
    store.put(archive)
    refusal = store.put(other)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "fractions-1.0.0.zip is already there with other contents"
    assert store.fetch(archive.name).read_bytes() == archive.read_bytes()


def test_of_two_who_put_at_once_one_is_the_first(store, archive, other):
    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(store.put, [archive, other, archive, other]))
    first = archive if answers[0] is None else other
    assert store.fetch(archive.name).read_bytes() == first.read_bytes()
    assert [answer is None for answer in answers] == [first is archive, first is other] * 2


def test_what_was_never_put_is_not_found(store):
    with pytest.raises(FileNotFoundError):
        store.fetch("fractions-1.0.0.zip")


@pytest.mark.parametrize("name", ["../fractions-1.0.0.zip", "fractions.zip", "", "/etc/passwd"])
def test_no_name_leads_out_of_the_store(store, name):
    with pytest.raises(FileNotFoundError):
        store.fetch(name)


def test_a_file_that_is_not_called_as_an_archive_is_not_kept(store, archive):
    strange = archive.rename(archive.with_name("the best one.zip"))
    refusal = store.put(strange)
    assert "is not called as an archive is" in refusal.reason
    assert store.list() == []


def test_a_copy_cut_short_is_never_listed(tmp_path):
    (tmp_path / ".half-abc").write_bytes(b"hal")
    (tmp_path / "notes.txt").write_bytes(b"")
    assert FolderStore(tmp_path).list() == []
