"""The same questions to both stores: a folder, and a real S3 server."""

import pytest

from ml_serving.stores import FolderStore, S3Store
from tests.ml_serving.archive.parts import an_archive


@pytest.fixture(params=["folder", "s3"])
def store(request, tmp_path):
    if request.param == "folder":
        yield FolderStore(tmp_path / "store")
        return
    seaweed = request.getfixturevalue("seaweed")
    kept = S3Store(seaweed.new_bucket(), cache=tmp_path / "cache", keys=seaweed.keys)
    yield kept
    kept.close()


@pytest.fixture
def archive(tmp_path):
    """An archive of version 1.0.0."""
    return an_archive(tmp_path / "made")


@pytest.fixture
def other(tmp_path):
    """Another archive of the same version."""
    return an_archive(tmp_path / "made otherwise", description="Trained on something else.")
