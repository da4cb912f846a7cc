"""A container's share of the machine is what its workers share."""

import os

import pytest

from ml_serving.registry.cores_here import cores_here

ALL = len(os.sched_getaffinity(0))


@pytest.mark.parametrize(
    ("told", "cores"),
    [
        pytest.param("max 100000", ALL, id="no limit"),
        pytest.param("100000 100000", 1, id="one core"),
        pytest.param("50000 100000", 1, id="half a core is one at times"),
        pytest.param("99900000 100000", ALL, id="more than there are"),
        pytest.param("nonsense", ALL, id="another kernel"),
    ],
)
def test_the_share(tmp_path, told, cores):
    (tmp_path / "cpu.max").write_text(told)
    assert cores_here(tmp_path / "cpu.max") == cores


def test_no_container(tmp_path):
    assert cores_here(tmp_path / "nothing") == ALL
