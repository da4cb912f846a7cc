"""Two generators of homes that know nothing of each other."""

import ast
from pathlib import Path

import numpy as np
import pytest

from ml_serving.models.activity_anomaly.homes.generate import generate
from ml_serving.models.activity_anomaly.homes_apart.simulate import simulate

MODEL = "ml_serving.models.activity_anomaly"


def imported_by(folder: Path) -> set[str]:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in folder.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("ours", ["homes", "homes_apart"])
def test_they_share_a_format_and_nothing_else(repository: Path, ours: str) -> None:
    imported = imported_by(repository / MODEL.replace(".", "/") / ours)
    house = {name for name in imported if name.startswith("ml_serving")}
    assert {name for name in house if not name.startswith(f"{MODEL}.{ours}.")} == {
        f"{MODEL}.recorded_home"
    }


@pytest.mark.parametrize("made", [generate, simulate])
def test_a_seed_is_a_home(made: object) -> None:
    assert callable(made)
    one, again, other = made(3, 5), made(3, 5), made(4, 5)
    assert np.array_equal(one.at, again.at)
    assert one.name == again.name
    assert not np.array_equal(one.at, other.at)


@pytest.mark.parametrize("made", [generate, simulate])
def test_records_keep_their_format(made: object) -> None:
    assert callable(made)
    for seed in range(8):
        home = made(seed, 10)
        assert len(home.at) == len(home.kind) == len(home.sensor) == len(home.by) > 10
        assert (np.diff(home.at) >= 0).all()
        assert (home.alone[:, 1] > home.alone[:, 0]).all()
        assert set(np.unique(home.kind)) <= {0, 1, 2}
        assert home.sensor.max() < len(home.sensors)
