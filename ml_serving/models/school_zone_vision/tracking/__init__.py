"""The same person over frames: state in, state out, outside the server, and bounded in memory.

`follow(scene, detections, at_s=…)` gives the next scene. A scene is values only: whoever watches a
camera keeps it, hands it on, or forgets it.
"""

from ml_serving.models.school_zone_vision.tracking.follow import follow
from ml_serving.models.school_zone_vision.tracking.scene import Habits, Scene, Track

__all__ = ["Habits", "Scene", "Track", "follow"]
