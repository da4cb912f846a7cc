"""FastestDet (0.24 million parameters), as its author runs it: 352 pixels, stretched."""

from pathlib import Path

import cv2
import numpy as np
import torch

from ml_serving.models.school_zone_vision.evaluation.average_precision import LEAST_SCORE, Found
from ml_serving.models.school_zone_vision.evaluation.detector import Detector, by_label
from ml_serving.models.school_zone_vision.evaluation.peers.fastestdet_network import FastestDet
from ml_serving.models.school_zone_vision.evaluation.peers.yolox_nano import LABELS
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.suppression import kept_of

_SIDE, _OVERLAP = 352, 0.45
_THERE, _LABEL = 0.6, 0.4
"""Powers of the two scores whose product is told."""


def detector(weights: Path, *, threads: int) -> Detector:
    """A plain state of torch tensors is read, no code."""
    network = FastestDet().eval()
    network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))

    def see(frame: Pixels) -> dict[str, Found]:
        small = cv2.resize(frame, (_SIDE, _SIDE), interpolation=cv2.INTER_LINEAR)[..., ::-1]
        pixels = torch.from_numpy(small.transpose(2, 0, 1)[None] / np.float32(255))
        torch.set_num_threads(threads)
        with torch.inference_mode():
            there, sides, labels = (one[0].numpy() for one in network(pixels))
        torch.set_num_threads(1)
        return _found(there, sides, labels, width=frame.shape[1], height=frame.shape[0])

    return Detector("FastestDet, PyTorch", see)


def _found(
    there: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    sides: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    labels: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    *,
    width: int,
    height: int,
) -> dict[str, Found]:
    rows, columns = there.shape[1:]
    y, x = np.mgrid[0:rows, 0:columns]
    middle = [(np.tanh(sides[0]) + x) / columns, (np.tanh(sides[1]) + y) / rows]
    half = [1 / (1 + np.exp(-side)) / 2 for side in sides[2:]]
    scale = np.array([width, height] * 2, np.float32)
    near, far = np.stack(middle) - np.stack(half), np.stack(middle) + np.stack(half)
    boxes = (np.concatenate([near, far]).reshape(4, -1).T * scale).astype(np.float32)
    told = (there[0] ** _THERE * labels.max(0) ** _LABEL).ravel()
    own = labels.argmax(0).ravel()
    above = np.flatnonzero((told >= LEAST_SCORE) & np.isin(own, list(LABELS)))
    apart = boxes[above] + own[above, None].astype(np.float32) * 10_000
    kept = above[kept_of(apart, told[above], overlap=_OVERLAP, most=300)]
    return dict(by_label(boxes[kept], told[kept], np.array([LABELS[one] for one in own[kept]])))
