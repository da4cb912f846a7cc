"""The same questions to both stores: a folder, and a real S3 server."""

import pytest

from infra.object_store import FileObjects, S3Objects
from infra.setting_sections import ObjectSettings
from tests.infra.object_store.seaweed import Seaweed


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory):
    server = Seaweed(tmp_path_factory.mktemp("seaweed"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket(seaweed) -> ObjectSettings:
    """An empty bucket of our own."""
    return seaweed.new_bucket()


@pytest.fixture(params=["files", "s3"])
def objects(request, tmp_path):
    if request.param == "files":
        yield FileObjects(tmp_path / "objects")
        return
    settings = request.getfixturevalue("bucket")
    store = S3Objects(settings, bucket=settings.bucket)
    yield store
    store.close()
