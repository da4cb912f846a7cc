"""What is written on the card is measured as COCO measures, on photographs changed as is said."""

from pathlib import Path

import numpy as np
import orjson
import pytest
from PIL import Image

from ml_serving.models.school_zone_vision.evaluation.average_precision import (
    Found,
    Truth,
    average_precision,
    judged,
    precision_and_recall,
)
from ml_serving.models.school_zone_vision.evaluation.conditions import CONDITIONS
from ml_serving.models.school_zone_vision.evaluation.photographs import read_photographs
from ml_serving.models.school_zone_vision.networks.centernet import Centernet
from ml_serving.models.school_zone_vision.suppression import kept_of
from ml_serving.models.school_zone_vision.train import main
from ml_serving.models.school_zone_vision.training.course import Wishes, train
from ml_serving.models.school_zone_vision.training.targets import target_of

NONE = np.zeros((0, 4), np.float32)
CHILD, TWIN, CROWD = [10, 10, 30, 60], [100, 10, 120, 60], [200, 0, 300, 100]


def boxes(*told: list[int]) -> np.ndarray:
    return np.array(told, np.float32).reshape(-1, 4)


def seen(*told: tuple[list[int], float]) -> Found:
    return Found(boxes(*(box for box, _ in told)), np.array([score for _, score in told], "f4"))


def test_whoever_finds_everybody_and_nothing_else_has_one() -> None:
    judgement = judged([seen((CHILD, 0.9), (TWIN, 0.8))], [Truth(boxes(CHILD, TWIN), NONE)])
    assert average_precision(judgement) == 1.0
    assert precision_and_recall(judgement, score=0.85) == (1.0, 0.5)


def test_the_same_child_found_twice_is_a_false_alarm() -> None:
    found = seen((CHILD, 0.9), ([11, 10, 31, 60], 0.8), (TWIN, 0.7))
    judgement = judged([found], [Truth(boxes(CHILD, TWIN), NONE)])
    assert judgement.right.tolist() == [True, False, True]
    assert average_precision(judgement) == pytest.approx((51 + 50 * 2 / 3) / 101)


def test_a_crowd_neither_helps_nor_hurts() -> None:
    found = seen((CHILD, 0.9), ([210, 10, 230, 60], 0.8))
    assert average_precision(judged([found], [Truth(boxes(CHILD), boxes(CROWD))])) == 1.0


def test_who_sees_nobody_has_nothing() -> None:
    assert average_precision(judged([seen()], [Truth(boxes(CHILD), NONE)])) == 0.0


def test_of_boxes_that_overlap_the_best_stays_and_ties_go_to_the_first() -> None:
    some = boxes(CHILD, [11, 10, 31, 60], TWIN)
    kept = kept_of(some, np.array([0.5, 0.5, 0.9], np.float32), overlap=0.5, most=10)
    assert kept.tolist() == [2, 0]


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_changes_every_detectors_photograph_alike(name: str) -> None:
    frame = np.random.default_rng(1).integers(0, 255, (60, 80, 3), np.uint8)
    one, other = (CONDITIONS[name].change(frame, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(one, other)
    assert one.shape == frame.shape
    assert one.dtype == np.uint8
    assert np.array_equal(one, frame) == (name == "as photographed")


def test_night_is_darker_and_children_are_smaller() -> None:
    frame = np.full((60, 80, 3), 180, np.uint8)
    night = CONDITIONS["night"].change(frame, np.random.default_rng(5))
    assert night.mean() < 0.8 * frame.mean()
    assert CONDITIONS["small children"].scale < 1


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Four pictures of a bright child on a dark road, annotated as COCO does."""
    images, annotations = [], []
    for at in range(4):
        frame = np.full((96, 128, 3), 40, np.uint8)
        frame[20:80, 20 + 10 * at : 50 + 10 * at] = 220
        Image.fromarray(frame).save(tmp_path / f"{at}.png")
        images.append({"id": at, "file_name": f"{at}.png"})
        annotations.append(
            {"id": at, "image_id": at, "category_id": 1, "bbox": [20 + 10 * at, 20, 30, 60]}
        )
    told = {
        "images": images,
        "annotations": annotations,
        "categories": [{"id": 1, "name": "person"}],
    }
    (tmp_path / "boxes.json").write_bytes(orjson.dumps(told))
    return tmp_path


def test_anyones_photographs_are_read_with_their_boxes(album: Path) -> None:
    photographs = read_photographs(album, album / "boxes.json", ("person", "bus"))
    assert [one.path.name for one in photographs] == ["0.png", "1.png", "2.png", "3.png"]
    assert photographs[1].truths["person"].boxes.tolist() == [[30, 20, 60, 80]]
    assert len(photographs[1].truths["bus"].boxes) == 0


def test_an_image_that_is_annotated_but_not_there_is_told(album: Path) -> None:
    (album / "2.png").unlink()
    with pytest.raises(FileNotFoundError, match=r"2\.png"):
        read_photographs(album, album / "boxes.json", ("person",))


def test_the_target_is_hottest_at_the_middle_and_knows_the_sides_there() -> None:
    target = target_of({"person": boxes([20, 20, 60, 80])}, ("person",), size=(128, 96))
    row, column = np.unravel_index(target.heat[0].argmax(), target.heat[0].shape)
    assert (row, column) == (12, 10)
    assert (target.sides[:, row, column] * 16).tolist() == [20, 28, 20, 32]


def test_without_photographs_a_training_says_so_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(work=tmp_path / "work")
    assert "it stays as converted" in capsys.readouterr().out
    assert not (tmp_path / "work").exists()


def test_a_training_that_was_cut_off_goes_on_as_if_it_had_not_been(album: Path) -> None:
    photographs = read_photographs(album, album / "boxes.json", ("person",))
    wishes = Wishes(("person",), (96, 64), epochs=2, batch=2, rate=1e-4, seed=7)
    whole = list(train(_fresh(), photographs, wishes, kept=album / "whole.pt"))
    next(train(_fresh(), photographs, wishes, kept=album / "cut.pt"))
    resumed = list(train(_fresh(), photographs, wishes, kept=album / "cut.pt"))
    assert [one.number for one in resumed] == [0, 1]
    for one, other in zip(whole, resumed, strict=True):
        assert (one.heat, one.sides) == pytest.approx((other.heat, other.sides), rel=1e-4)


def _fresh() -> Centernet:
    import torch

    torch.manual_seed(3)
    return Centernet(1)
