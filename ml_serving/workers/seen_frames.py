"""What a worker saw in the inputs of a batch, told after its answers: nobody waits for it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import orjson

from ml_serving.workers.frames import Frame, Kind

Features: TypeAlias = Mapping[str, Sequence[float]]
"""Of each feature what `registry.moments` counts of it, for this batch."""


def seen_frame(number: int, features: Features) -> Frame:
    return Frame(Kind.SEEN, number, [orjson.dumps(features)])


def read_seen(frame: Frame) -> Features:
    """Raises ValueError for what no worker of ours says."""
    features: Features = orjson.loads(frame.parts[0])
    return features
