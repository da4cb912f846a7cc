"""OpenCV's people detector: histograms of gradients and a linear SVM (Dalal and Triggs 2005)."""

import cv2
import numpy as np

from ml_serving.models.school_zone_vision.evaluation.average_precision import Found
from ml_serving.models.school_zone_vision.evaluation.detector import NOTHING, Detector
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.suppression import kept_of

_LONGEST = 640


def detector() -> Detector:
    """OpenCV 4: its successor has left the detector out."""
    hog = cv2.HOGDescriptor()
    hog.setSVMDetector(cv2.HOGDescriptor.getDefaultPeopleDetector())

    def see(frame: Pixels) -> dict[str, Found]:
        scale = min(1.0, _LONGEST / max(frame.shape[:2]))
        small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        if small.shape[0] < 128 or small.shape[1] < 64:
            return {"person": NOTHING}
        found, weights = hog.detectMultiScale(small[..., ::-1].copy(), winStride=(8, 8), scale=1.05)
        return {"person": _found(np.asarray(found), np.asarray(weights), scale)}

    return Detector("HOG, OpenCV", see)


def _found(
    told: np.ndarray[tuple[int, ...], np.dtype[np.int32]],
    weights: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    scale: float,
) -> Found:
    """The SVM's margins are no probabilities: squashed, so that one least score fits everybody."""
    if not len(told):
        return NOTHING
    boxes = np.concatenate([told[:, :2], told[:, :2] + told[:, 2:]], axis=1) / scale
    scores = (1 / (1 + np.exp(-weights.ravel()))).astype(np.float32)
    kept = kept_of(boxes.astype(np.float32), scores, overlap=0.5, most=300)
    return Found(boxes[kept].astype(np.float32), scores[kept])
