"""The package's frozen graph as it is, in TensorFlow: what our conversion is measured against."""

from pathlib import Path

import numpy as np
import tensorflow

from ml_serving.models.school_zone_vision.evaluation.average_precision import Found
from ml_serving.models.school_zone_vision.evaluation.detector import Detector
from ml_serving.models.school_zone_vision.pixels import Pixels

_TOLD = ("detection_boxes:0", "detection_scores:0")


def detector(graph: Path, *, threads: int) -> Detector:
    """Resizing, suppression and all are the graph's own."""
    compat = tensorflow.compat.v1
    held = tensorflow.Graph()
    with held.as_default():
        definition = compat.GraphDef.FromString(graph.read_bytes())
        tensorflow.import_graph_def(definition, name="")
    session = compat.Session(
        graph=held,
        config=compat.ConfigProto(
            intra_op_parallelism_threads=threads, inter_op_parallelism_threads=1
        ),
    )

    def see(frame: Pixels) -> dict[str, Found]:
        boxes, scores = session.run(_TOLD, {"image_tensor:0": frame[None]})
        height, width = frame.shape[:2]
        sides = boxes[0][:, [1, 0, 3, 2]] * np.array([width, height, width, height])
        return {"person": Found(sides.astype(np.float32), scores[0])}

    return Detector("the packaged graph, TensorFlow", see)
