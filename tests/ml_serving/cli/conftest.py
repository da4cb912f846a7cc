"""The models' command line, as a person at a terminal meets it."""

import json

import pytest
from typer.testing import CliRunner

from ml_serving.cli import app
from tests.ml_serving.archive.parts import an_archive


@pytest.fixture
def models(monkeypatch, tmp_path):
    """Run one command; the folder it is run in is empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def archive(tmp_path):
    return an_archive(tmp_path / "made")


@pytest.fixture
def s3(seaweed, monkeypatch):
    """The address of an empty bucket, with the keys where every tool of AWS looks for them."""
    keys, bucket = seaweed.keys, seaweed.new_bucket()
    monkeypatch.setenv("AWS_ENDPOINT_URL", keys.endpoint_url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", keys.region)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys.access_key_id)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys.secret_access_key)
    return f"s3://{bucket.name}/models"


@pytest.fixture
def by_hand(tmp_path, archive):
    """A folder that somebody filled by hand: no sizes, no sums."""
    import shutil

    folder = tmp_path / "by hand"
    shutil.unpack_archive(archive, folder)
    told = json.loads((folder / "model.json").read_text())
    del told["sizes"]
    (folder / "model.json").write_text(json.dumps(told))
    (folder / "SHA256SUMS").unlink()
    return folder
