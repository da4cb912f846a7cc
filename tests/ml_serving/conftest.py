"""What every test of the model server may ask for. The house's own conftest is not loaded here:
its databases have nothing to do with models."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

os.environ.setdefault("OMP_NUM_THREADS", "1")
"""Before torch is first imported, here or in a child: two cores are shared by many."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """With OSAN_REQUIRE_MODELS, as in the gate, a skip is a gap: weights or a package are missing.
    Real data live outside of the repository, and what an evaluation needs is not installed here."""
    report = yield
    is_excused = item.get_closest_marker("evaluation") or "data" in getattr(
        item, "fixturenames", ()
    )
    return report if is_excused else _a_gap(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """The same for a file that skips itself."""
    return _a_gap((yield))


def _a_gap(report):
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("OSAN_REQUIRE_MODELS"):
        why = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"{why} (and OSAN_REQUIRE_MODELS is set)"
    return report


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def data() -> Path:
    """Where the real data lie; a test that asks for them is skipped where they are absent."""
    folder = Path(os.environ.get("OSAN_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no data in {folder}; set OSAN_DATA to run this test")
    return folder


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory):
    """A real S3 server, started by the first test that asks."""
    from tests.ml_serving.stores.seaweed import Seaweed

    server = Seaweed(tmp_path_factory.mktemp("seaweed"))
    server.start()
    yield server
    server.stop()
