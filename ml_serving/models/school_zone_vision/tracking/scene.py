"""What a camera knows of those whom it follows."""

from dataclasses import dataclass

from ml_serving.models.school_zone_vision.detection import Box
from ml_serving.models.school_zone_vision.tracking.motion import Motion, box_of


@dataclass(frozen=True, slots=True)
class Track:
    """One person or vehicle over frames."""

    number: int
    """Within its camera; never used again there."""
    label: str
    score: float
    """Of the last frame that it was seen in."""
    motion: Motion
    since_s: float
    seen_s: float
    """The camera's clock when it was first, and last, seen."""
    sightings: int

    @property
    def box(self) -> Box:
        """Where it is believed to be, in pixels; it may stand out of the picture."""
        return box_of(self.motion)

    @property
    def velocity(self) -> tuple[float, float]:
        """Of its centre: pixels a second to the right, and downward."""
        return float(self.motion.speed[0]), float(self.motion.speed[1])


@dataclass(frozen=True, slots=True)
class Scene:
    """All tracks of a camera at one moment of its clock (seconds, any zero)."""

    at_s: float = 0.0
    tracks: tuple[Track, ...] = ()
    next_number: int = 1


@dataclass(frozen=True, slots=True)
class Habits:
    """When a sighting is a track, and when a track is over (ByteTrack, Zhang et al. 2022)."""

    certain_score: float = 0.4
    """From here on a detection begins a track."""
    faint_score: float = 0.1
    """From here on it prolongs one: who is half hidden is not gone."""
    overlap: float = 0.25
    faint_overlap: float = 0.4
    """Of a track's box and a detection's, for them to be one."""
    patience_s: float = 1.5
    most: int = 256
    """Tracks a camera: what bounds its memory. Those unseen for longest go first."""
