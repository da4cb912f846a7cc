"""Which detection is which track: the pairs that overlap most, each track and detection once."""

from collections.abc import Sequence

import numpy as np

from ml_serving.models.school_zone_vision.detection import Detection
from ml_serving.models.school_zone_vision.suppression import overlaps_of
from ml_serving.models.school_zone_vision.tracking.scene import Track

Matched = tuple[list[tuple[Track, Detection]], list[Track], list[Detection]]


def matched(tracks: Sequence[Track], detections: Sequence[Detection], *, least: float) -> Matched:
    """The pairs, then the tracks and the detections that are left.

    Greedy by overlap: at the frame rates of a camera it rarely differs from the best assignment,
    and it costs nothing. A person never becomes a car.
    """
    if not tracks or not detections:
        return [], list(tracks), list(detections)
    overlaps = _overlaps(tracks, detections)
    pairs: list[tuple[int, int]] = []
    while overlaps.max() >= least:
        track, detection = np.unravel_index(int(overlaps.argmax()), overlaps.shape)
        pairs.append((int(track), int(detection)))
        overlaps[track, :] = overlaps[:, detection] = -1.0
    return (
        [(tracks[track], detections[detection]) for track, detection in pairs],
        [one for at, one in enumerate(tracks) if at not in {track for track, _ in pairs}],
        [one for at, one in enumerate(detections) if at not in {other for _, other in pairs}],
    )


def _overlaps(
    tracks: Sequence[Track], detections: Sequence[Detection]
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    boxes = [np.array([one.box for one in some], np.float32) for some in (tracks, detections)]
    same = [[track.label == other.label for other in detections] for track in tracks]
    return np.where(same, overlaps_of(*boxes), np.float32(-1.0))
