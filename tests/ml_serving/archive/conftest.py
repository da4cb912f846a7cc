"""An archive that is as it should be, for tests that spoil it."""

import pytest

from tests.ml_serving.archive.parts import an_archive


@pytest.fixture
def path(tmp_path):
    return an_archive(tmp_path)
