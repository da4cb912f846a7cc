"""The shipped model, and shops to ask it about."""

from pathlib import Path

import pytest

from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Archive, Device
from ml_serving.models.demand_forecast import predict
from ml_serving.models.demand_forecast.predict import DemandForecast

ARCHIVE = Path(predict.__file__).parent / "demand-forecast-1.0.0.zip"


@pytest.fixture(scope="session")
def archive() -> Archive:
    """What is committed, opened as a stranger's."""
    opened = open_archive(ARCHIVE)
    assert not isinstance(opened, BadArchive), opened
    return opened


@pytest.fixture(scope="session")
def model(archive: Archive) -> DemandForecast:
    return predict.load(archive, Device())
