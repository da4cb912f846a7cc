"""A camera's session, outside the server: follow who is seen, and hand on a frame without faces."""

from collections.abc import Sequence
from dataclasses import dataclass

from ml_serving.models.school_zone_vision.blur import blurred
from ml_serving.models.school_zone_vision.detection import Detection
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.tracking import Habits, Scene, Track, follow


@dataclass(frozen=True, slots=True)
class Watched:
    """What a frame leaves behind: the frame itself, as it came, is not in it."""

    scene: Scene
    tracks: Sequence[Track]
    """Whom this frame shows, for the rules."""
    shown: Pixels
    """Safe to store and to show."""


def watched(
    scene: Scene,
    frame: Pixels,
    detections: Sequence[Detection],
    *,
    at_s: float,
    habits: Habits | None = None,
) -> Watched:
    """One frame further.

    Blurred is every detection, however faint, and whoever is followed but was missed in this frame:
    a detector that blinks must not show a face.
    """
    after = follow(scene, detections, at_s=at_s, habits=habits)
    boxes = [*(one.box for one in detections), *(track.box for track in after.tracks)]
    present = [track for track in after.tracks if track.seen_s == at_s]
    return Watched(after, present, blurred(frame, boxes))
