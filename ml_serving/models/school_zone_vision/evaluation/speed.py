"""How long each detector takes, in one run: they take turns on every photograph, so that whatever
else the machine does is everybody's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from ml_serving.models.school_zone_vision.evaluation.detector import Detector
from ml_serving.models.school_zone_vision.pixels import Pixels


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds a photograph: by the clock, and of the processors (all threads together)."""

    wall_ms: float
    cpu_ms: float


def took_by(
    detectors: Sequence[Detector], frames: Sequence[Pixels], *, rounds: int
) -> Mapping[str, Took]:
    """The median over all turns of each detector, from decoded pixels to boxes.

    The order of turns changes from round to round: nobody always comes after the same.
    """
    turns: dict[str, list[Took]] = {one.name: [] for one in detectors}
    for detector in detectors:
        detector.see(frames[0])
    for turn in range(rounds):
        for frame in frames:
            for at in range(len(detectors)):
                one = detectors[(at + turn) % len(detectors)]
                turns[one.name].append(_took(one, frame))
    return {
        name: Took(median(one.wall_ms for one in each), median(one.cpu_ms for one in each))
        for name, each in turns.items()
    }


def _took(detector: Detector, frame: Pixels) -> Took:
    wall, cpu = perf_counter(), process_time()
    detector.see(frame)
    return Took(1000 * (perf_counter() - wall), 1000 * (process_time() - cpu))
