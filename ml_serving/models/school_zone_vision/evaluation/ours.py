"""Our own archive as one of the detectors: what the server runs, from pixels to boxes."""

import numpy as np

from ml_serving.contract import Archive, Device
from ml_serving.models.school_zone_vision.evaluation.average_precision import Found
from ml_serving.models.school_zone_vision.evaluation.detector import Detector, by_label
from ml_serving.models.school_zone_vision.picture import shrunk
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.predict import load


def detector(archive: Archive, *, threads: int, name: str = "ours") -> Detector:
    """One photograph a batch, as the peers see them."""
    model = load(archive, Device(threads=threads))

    def see(frame: Pixels) -> dict[str, Found]:
        (told,) = model.predict([shrunk(frame, size=model.size)])
        count = int(told.tensors["count"][0])
        boxes, scores, numbers = (
            told.tensors[part][:count] for part in ("boxes", "scores", "labels")
        )
        return dict(by_label(boxes, scores, np.array(model.choice.labels)[numbers]))

    return Detector(name, see)
