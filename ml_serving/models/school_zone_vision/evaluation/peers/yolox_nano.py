"""YOLOX-Nano (Ge et al. 2021) in ONNX Runtime, as its authors run it: 416 pixels, letterboxed."""

from pathlib import Path
from typing import Final

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ml_serving.models.school_zone_vision.evaluation.average_precision import LEAST_SCORE, Found
from ml_serving.models.school_zone_vision.evaluation.detector import Detector, by_label
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.suppression import kept_of

LABELS: Final = {0: "person", 1: "bicycle", 2: "car", 3: "motorcycle", 5: "bus", 7: "truck"}
_SIDE, _GREY, _OVERLAP = 416, 114, 0.45


def detector(model: Path, *, threads: int) -> Detector:
    """Raises what ONNX Runtime raises where the file is not there."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    entry, (rows, columns, strides) = session.get_inputs()[0].name, _grid()

    def see(frame: Pixels) -> dict[str, Found]:
        boxed, ratio = _letterboxed(frame)
        told = session.run(None, {entry: boxed})[0][0]
        middle = (told[:, :2] + np.stack([columns, rows], axis=1)) * strides[:, None]
        half = np.exp(told[:, 2:4]) * strides[:, None] / 2
        scores = told[:, 4:5] * told[:, 5:][:, list(LABELS)]
        return dict(_kept(np.concatenate([middle - half, middle + half], axis=1) / ratio, scores))

    return Detector("YOLOX-Nano, ONNX Runtime", see)


def _kept(boxes: NDArray[np.floating], scores: NDArray[np.float32]) -> dict[str, Found]:
    best, score = scores.argmax(axis=1), scores.max(axis=1)
    above = np.flatnonzero(score >= LEAST_SCORE)
    apart = boxes[above] + best[above, None].astype(np.float32) * 10_000
    kept = above[kept_of(apart, score[above], overlap=_OVERLAP, most=300)]
    names = np.array(list(LABELS.values()))[best[kept]]
    return dict(by_label(boxes[kept].astype(np.float32), score[kept], names))


def _letterboxed(frame: Pixels) -> tuple[NDArray[np.float32], float]:
    """Blue, green and red, 0..255, in the upper left corner of a grey square."""
    height, width = frame.shape[:2]
    ratio = min(_SIDE / height, _SIDE / width)
    size = (int(width * ratio), int(height * ratio))
    boxed = np.full((_SIDE, _SIDE, 3), _GREY, np.uint8)
    boxed[: size[1], : size[0]] = cv2.resize(frame, size, interpolation=cv2.INTER_LINEAR)
    return boxed[..., ::-1].transpose(2, 0, 1)[None].astype(np.float32), ratio


def _grid() -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Row, column and stride of each of the network's cells."""
    parts = []
    for stride in (8, 16, 32):
        rows, columns = np.meshgrid(*(np.arange(_SIDE // stride),) * 2, indexing="ij")
        parts.append([rows.ravel(), columns.ravel(), np.full(rows.size, stride)])
    rows, columns, strides = (np.concatenate(part) for part in zip(*parts, strict=True))
    return rows.astype(np.float32), columns.astype(np.float32), strides.astype(np.float32)
