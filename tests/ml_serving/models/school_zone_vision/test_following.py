"""The same child over frames: one number from first sight to last, whatever comes between."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.models.school_zone_vision.detection import Box, Detection
from ml_serving.models.school_zone_vision.tracking import Habits, Scene, follow

FRAME_S = 0.1


def a_person(x: float, y: float, *, height: float = 120, score: float = 0.8) -> Detection:
    """Feet at (x, y)."""
    return Detection("person", score, _standing(x, y, height))


def a_car(x: float, y: float) -> Detection:
    return Detection("car", 0.9, (x - 100, y - 90, x + 100, y))


def _standing(x: float, y: float, height: float) -> Box:
    return x - height / 5, y - height, x + height / 5, y


def followed(frames: list[list[Detection]], habits: Habits | None = None) -> list[Scene]:
    scenes = [Scene()]
    for at, detections in enumerate(frames, start=1):
        scenes.append(follow(scenes[-1], detections, at_s=at * FRAME_S, habits=habits))
    return scenes[1:]


def test_a_walker_keeps_her_number_and_her_speed_is_known() -> None:
    last = followed([[a_person(100 + 12 * at, 300)] for at in range(30)])[-1]
    (walker,) = last.tracks
    assert (walker.number, walker.sightings) == (1, 30)
    right, down = walker.velocity
    assert abs(right - 120) < 6
    assert abs(down) < 3


def test_two_who_pass_each_other_are_not_exchanged() -> None:
    frames = [[a_person(100 + 10 * at, 300), a_person(500 - 10 * at, 340)] for at in range(40)]
    last = followed(frames)[-1]
    assert {one.number: one.velocity[0] > 0 for one in last.tracks} == {1: True, 2: False}


def test_who_is_hidden_for_a_second_comes_back_as_herself() -> None:
    walk = [[a_person(100 + 8 * at, 300)] for at in range(40)]
    hidden = [[] if 20 <= at < 30 else seen for at, seen in enumerate(walk)]
    assert [one.number for one in followed(hidden)[-1].tracks] == [1]


def test_who_is_half_hidden_is_followed_by_a_faint_detection() -> None:
    frames = [[a_person(100, 300, score=0.15 if at % 2 else 0.8)] for at in range(20)]
    (seen,) = followed(frames)[-1].tracks
    assert seen.sightings == 20


def test_a_faint_detection_alone_begins_nothing() -> None:
    assert followed([[a_person(100, 300, score=0.3)]] * 5)[-1].tracks == ()


def test_who_left_is_forgotten_and_her_number_is_not_given_again() -> None:
    frames = [[a_person(100, 300)]] * 3 + [[]] * 20 + [[a_person(100, 300)]]
    scenes = followed(frames)
    assert scenes[-2].tracks == ()
    assert [one.number for one in scenes[-1].tracks] == [2]


def test_a_person_never_becomes_a_car() -> None:
    frames = [[Detection("person", 0.9, (0, 0, 200, 90))], [a_car(100, 90)]]
    assert sorted(one.label for one in followed(frames)[-1].tracks) == ["car", "person"]


def test_a_clock_that_goes_back_moves_nobody() -> None:
    scene = follow(Scene(), [a_person(100, 300)], at_s=10.0)
    again = follow(scene, [a_person(100, 300)], at_s=9.0)
    assert [one.number for one in again.tracks] == [1]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=80))
def test_a_camera_remembers_no_more_than_it_may(places: list[tuple[int, int]]) -> None:
    habits = Habits(most=16)
    crowd = [a_person(x, y) for x, y in places]
    for scene in followed([crowd, crowd[::2], crowd], habits):
        assert len(scene.tracks) <= 16
        numbers = [one.number for one in scene.tracks]
        assert numbers == sorted(set(numbers))
        assert scene.next_number > max(numbers, default=0)
