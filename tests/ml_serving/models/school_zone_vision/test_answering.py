"""Rules will be built on what this model answers: it is the same, whatever it rides with."""

from base64 import b64encode
from pathlib import Path

import numpy as np
import orjson
import pytest

from ml_serving.archive import pack
from ml_serving.contract import Archive, Device, Prediction, Refusal
from ml_serving.models.school_zone_vision.drawn_street import street
from ml_serving.models.school_zone_vision.picture import Picture
from ml_serving.models.school_zone_vision.predict import SchoolZoneVision, load


@pytest.fixture(scope="session")
def picture(model: SchoolZoneVision) -> Picture:
    read = model.read(street(), "image/png")
    assert isinstance(read, Picture)
    return read


def test_three_people_stand_in_the_drawn_street(model: SchoolZoneVision, picture: Picture) -> None:
    (told,) = model.predict([picture])
    found = [one for one in told.answer["detections"] if one["score"] > 0.3]
    assert [one["label"] for one in found] == ["person"] * 3
    middles = sorted((one["box"][0] + one["box"][2]) / 2 for one in found)
    assert np.allclose(middles, [120, 262, 382], atol=6)


def test_boxes_are_told_in_pixels_and_in_shares(model: SchoolZoneVision, picture: Picture) -> None:
    (told,) = model.predict([picture])
    for one in told.answer["detections"]:
        pixels, shares = np.array(one["box"]), np.array(one["box_normalised"])
        assert np.allclose(shares * [480, 360, 480, 360], pixels, atol=1e-3)
        assert (shares >= 0).all()
        assert (shares <= 1).all()


def test_an_answer_does_not_depend_on_what_rides_in_the_batch(
    model: SchoolZoneVision, picture: Picture
) -> None:
    noise = np.random.default_rng(3).integers(0, 255, picture.pixels.shape, np.uint8)
    others = [Picture(noise, 640, 480)] * 3
    (alone,) = model.predict([picture])
    together = model.predict([*others, picture, *others])[3]
    assert _numbers(alone) == pytest.approx(_numbers(together), abs=1e-4)


def _numbers(told: Prediction) -> list[float]:
    detections = told.answer["detections"]
    return [number for one in detections for number in (one["score"], *one["box"])]


def test_the_tensors_say_what_the_json_says(model: SchoolZoneVision, picture: Picture) -> None:
    (told,) = model.predict([picture])
    count = int(told.tensors["count"][0])
    assert count == len(told.answer["detections"])
    assert told.tensors["boxes"].shape == (model.choice.most, 4)
    assert (told.tensors["scores"][count:] == 0).all()
    for spec in model.outputs:
        assert spec.shape[1:] == told.tensors[spec.name].shape


def test_json_may_ask_for_firm_detections_only(model: SchoolZoneVision) -> None:
    body = orjson.dumps({"image": b64encode(street()).decode(), "least_score": 0.9})
    item = model.read(body, "application/json")
    assert isinstance(item, Picture)
    (told,) = model.predict([item])
    assert told.answer["detections"]
    assert all(one["score"] >= 0.9 for one in told.answer["detections"])


def test_frames_come_as_tensors_of_any_size(model: SchoolZoneVision) -> None:
    frames = np.zeros((2, 48, 64, 3), np.uint8)
    items = model.read_tensors({"frames": frames})
    assert not isinstance(items, Refusal)
    assert [(one.width, one.height) for one in items] == [(64, 48)] * 2


@pytest.mark.parametrize(
    "frames",
    [
        np.zeros((2, 48, 64), np.uint8),
        np.zeros((2, 48, 64, 4), np.uint8),
        np.zeros((2, 48, 64, 3), np.float32),
        np.zeros((1, 0, 64, 3), np.uint8),
        np.broadcast_to(np.uint8(0), (1, 5000, 5000, 3)),
    ],
)
def test_tensors_that_are_no_frames_are_refused(
    model: SchoolZoneVision, frames: np.ndarray
) -> None:
    assert isinstance(model.read_tensors({"frames": frames}), Refusal)


def test_features_tell_night_from_day_and_nobody(model: SchoolZoneVision, picture: Picture) -> None:
    dark = Picture(picture.pixels // 8, picture.width, picture.height)
    day, night = model.features(picture), model.features(dark)
    assert night["brightness"] < day["brightness"] / 6


def test_the_archive_is_the_same_on_every_day(archive: Archive, tmp_path: Path) -> None:
    files = [
        pack(archive.manifest, archive.weights, archive.golden, tmp_path / name).read_bytes()
        for name in ("one", "other")
        if (tmp_path / name).mkdir() is None
    ]
    assert files[0] == files[1]
    assert len(files[0]) < 15_000_000


def test_golden_cases_are_answered_as_they_were(model: SchoolZoneVision, archive: Archive) -> None:
    _prove(model, archive)


@pytest.mark.slow
def test_the_served_version_answers_its_golden_cases_too(newest: Archive) -> None:
    _prove(load(newest, Device()), newest)


def _prove(model: SchoolZoneVision, archive: Archive) -> None:
    for case in archive.golden:
        item = model.read(case.body, case.content_type)
        assert isinstance(item, Picture)
        (told,) = model.predict([item])
        there = case.answer["detections"]
        found = told.answer["detections"]
        assert [one["label"] for one in found] == [one["label"] for one in there]
        for one, other in zip(found, there, strict=True):
            assert np.abs(np.subtract(one["box"], other["box"])).max() <= case.tolerance
