"""Whoever was detected cannot be recognised in what is stored or shown."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ml_serving.models.school_zone_vision.blur import CELLS, LEAST_CELL, blurred, covered
from ml_serving.models.school_zone_vision.detection import Box, Detection
from ml_serving.models.school_zone_vision.tracking import Scene
from ml_serving.models.school_zone_vision.watch import watched

sides = st.floats(-60, 260, allow_nan=False)
boxes = st.tuples(sides, sides, sides, sides).map(
    lambda box: (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
)
frames = arrays.arrays(np.uint8, st.tuples(st.integers(1, 120), st.integers(1, 120), st.just(3)))


@given(frame=frames, boxes=st.lists(boxes, max_size=6))
def test_every_pixel_of_a_box_is_within_its_mosaic(frame: np.ndarray, boxes: list[Box]) -> None:
    height, width = frame.shape[:2]
    hidden = np.zeros((height, width), bool)
    for left, top, right, bottom in boxes:
        rows, columns = covered((left, top, right, bottom), height=height, width=width)
        hidden[rows, columns] = True
        y, x = np.mgrid[0:height, 0:width]
        touched = (x + 1 > left) & (x < right) & (y + 1 > top) & (y < bottom)
        assert hidden[touched].all()
    made = blurred(frame, boxes)
    assert np.array_equal(made[~hidden], frame[~hidden])


@given(frame=frames, box=boxes)
def test_a_mosaic_keeps_a_few_colours_whatever_was_there(frame: np.ndarray, box: Box) -> None:
    height, width = frame.shape[:2]
    rows, columns = covered(box, height=height, width=width)
    region = blurred(frame, [box])[rows, columns]
    assert len(np.unique(region.reshape(-1, 3), axis=0)) <= CELLS**2


@given(frame=frames, box=boxes)
def test_two_people_with_the_same_means_look_the_same(frame: np.ndarray, box: Box) -> None:
    """The mosaic is a function of its cells' means alone: mosaicking it again changes nothing."""
    once = blurred(frame, [box])
    assert np.array_equal(blurred(once, [box]), once)


def test_a_small_face_far_away_is_no_smaller_than_a_cell() -> None:
    frame = np.random.default_rng(7).integers(0, 255, (100, 100, 3), np.uint8)
    rows, columns = covered((50, 50, 53, 54), height=100, width=100)
    region = blurred(frame, [(50, 50, 53, 54)])[rows, columns]
    assert (region[:LEAST_CELL, :LEAST_CELL] == region[0, 0]).all()


def test_a_detector_that_blinks_shows_nobody() -> None:
    frame = np.random.default_rng(7).integers(0, 255, (200, 200, 3), np.uint8)
    child = Detection("person", 0.8, (40, 40, 80, 140))
    first = watched(Scene(), frame, [child], at_s=0.0)
    blink = watched(first.scene, frame, [], at_s=0.1)
    assert blink.tracks == []
    assert not np.array_equal(blink.shown[50:130, 45:75], frame[50:130, 45:75])


def test_even_the_faintest_detection_is_hidden() -> None:
    frame = np.random.default_rng(7).integers(0, 255, (200, 200, 3), np.uint8)
    faint = Detection("person", 0.05, (40, 40, 80, 140))
    shown = watched(Scene(), frame, [faint], at_s=0.0).shown
    assert not np.array_equal(shown[50:130, 45:75], frame[50:130, 45:75])
    assert np.array_equal(shown[:, 150:], frame[:, 150:])
