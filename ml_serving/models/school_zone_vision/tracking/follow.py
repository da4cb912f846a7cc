"""One frame further: who is seen again, who is new, who is gone."""

from collections.abc import Sequence
from dataclasses import replace

from ml_serving.models.school_zone_vision.detection import Detection
from ml_serving.models.school_zone_vision.tracking.matching import matched
from ml_serving.models.school_zone_vision.tracking.motion import begun, moved, seen
from ml_serving.models.school_zone_vision.tracking.scene import Habits, Scene, Track


def follow(
    scene: Scene, detections: Sequence[Detection], *, at_s: float, habits: Habits | None = None
) -> Scene:
    """The scene after a frame taken at `at_s`. A clock that goes back counts as standing still."""
    ways = habits or Habits()
    elapsed_s = max(at_s - scene.at_s, 0.0)
    awaited = [replace(one, motion=moved(one.motion, elapsed_s)) for one in scene.tracks]
    certain = [one for one in detections if one.score >= ways.certain_score]
    faint = [one for one in detections if ways.faint_score <= one.score < ways.certain_score]

    found, missing, new = matched(awaited, certain, least=ways.overlap)
    dimly, lost, _ = matched(missing, faint, least=ways.faint_overlap)
    again = [_seen_again(track, detection, at_s) for track, detection in (*found, *dimly)]
    begun_now = [_begun(one, scene.next_number + at, at_s) for at, one in enumerate(new)]
    kept = [one for one in lost if at_s - one.seen_s <= ways.patience_s]
    return Scene(at_s, _bounded([*again, *begun_now, *kept], ways), scene.next_number + len(new))


def _seen_again(track: Track, detection: Detection, at_s: float) -> Track:
    return replace(
        track,
        motion=seen(track.motion, detection.box),
        score=detection.score,
        seen_s=at_s,
        sightings=track.sightings + 1,
    )


def _begun(detection: Detection, number: int, at_s: float) -> Track:
    return Track(
        number=number,
        label=detection.label,
        score=detection.score,
        motion=begun(detection.box),
        since_s=at_s,
        seen_s=at_s,
        sightings=1,
    )


def _bounded(tracks: Sequence[Track], habits: Habits) -> tuple[Track, ...]:
    """In the order of their numbers."""
    freshest = sorted(tracks, key=lambda one: (-one.seen_s, one.number))[: habits.most]
    return tuple(sorted(freshest, key=lambda one: one.number))
