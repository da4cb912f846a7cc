"""What an answer says, without what changes from answer to answer, in one spelling."""

import json

from ml_serving.bench.tensor_calls import arrays
from ml_serving.contract import Json, Tensors


def prediction_of(body: bytes) -> str:
    """Of TorchServe's address, or of the Open Inference Protocol's with binary data."""
    if body.startswith(b'{"model_name"'):
        return _of_tensors(body)
    said = json.loads(body)
    return spelt(said["prediction"], said["uncertainty"])


def spelt(prediction: object, uncertainty: Json | None) -> str:
    return json.dumps([prediction, uncertainty], sort_keys=True)


def spelt_tensors(tensors: Tensors, uncertainty: Json | None) -> str:
    """Of one row, without the batch axis."""
    return spelt({name: tensor.tolist() for name, tensor in tensors.items()}, uncertainty)


def _of_tensors(body: bytes) -> str:
    """Where the JSON ends, the tensors begin."""
    said, end = json.JSONDecoder().raw_decode(body.decode("latin-1"))
    rows = arrays(said["outputs"], body[end:])
    (uncertainty,) = json.loads(said["parameters"].get("uncertainty", "[null]"))
    return spelt_tensors({name: tensor[0] for name, tensor in rows.items()}, uncertainty)
