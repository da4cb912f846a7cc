"""How long each detector takes, in one run: they take turns on every photograph, so that whatever
else the machine does is everybody's."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter

from ml_serving.models.school_zone_vision.evaluation.detector import Detector
from ml_serving.models.school_zone_vision.picture import Pixels


def milliseconds(
    detectors: Sequence[Detector],
    frames: Sequence[Pixels],
    *,
    rounds: int,
    turned: Callable[[], None] = lambda: None,
) -> Mapping[str, float]:
    """The median over all turns of each detector, from decoded pixels to boxes.

    The order of turns changes from round to round: nobody always comes after the same.
    """
    took: dict[str, list[float]] = {one.name: [] for one in detectors}
    for detector in detectors:
        detector.see(frames[0])
    for turn in range(rounds):
        for frame in frames:
            for at in range(len(detectors)):
                one = detectors[(at + turn) % len(detectors)]
                began = perf_counter()
                one.see(frame)
                took[one.name].append(perf_counter() - began)
        turned()
    return {name: 1000 * median(times) for name, times in took.items()}
