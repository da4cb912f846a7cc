"""Triton's extensions of model configuration and statistics, as far as they are true here."""

from collections.abc import Mapping
from typing import Any

from ml_serving.contract import Datatype, TensorSpec
from ml_serving.host import Description, ModelHost
from ml_serving.http.message import Response, json_response
from ml_serving.http.oip.metadata import found


def model_config(host: ModelHost, name: str, version: str | None) -> Response:
    chosen = found(host, name, version)
    if isinstance(chosen, Response):
        return chosen
    model = chosen[0]
    delay_us = round(model.wishes.max_delay_s * 1e6)
    said = {
        "name": name,
        "platform": "pytorch",
        "backend": "pytorch",
        "max_batch_size": model.wishes.max_batch,
        "input": [_configured(each) for each in model.inputs],
        "output": [_configured(each) for each in model.outputs],
        "dynamic_batching": {
            "max_queue_delay_microseconds": delay_us,
            "default_queue_policy": {"max_queue_size": model.wishes.queue_rows},
            "priority_levels": 3,
            "default_priority_level": model.priority + 1,
        },
        "instance_group": [{"kind": _kind(model), "count": model.wanted_workers}],
    }
    return json_response(200, said)


def _kind(model: Description) -> str:
    return f"KIND_{'GPU' if any(each.uses_gpu for each in model.workers) else 'CPU'}"


def _configured(spec: TensorSpec) -> Mapping[str, Any]:
    """Triton leaves the batch axis out where `max_batch_size` is told, and says STRING."""
    kind = "STRING" if spec.datatype is Datatype.BYTES else spec.datatype
    return {"name": spec.name, "data_type": f"TYPE_{kind}", "dims": spec.shape[1:]}


def statistics(host: ModelHost, name: str | None, version: str | None) -> Response:
    """Counts as Triton has them; where we take no time apart, `ns` is 0."""
    if name is not None and not host.describe(name, version):
        chosen = found(host, name, version)
        if isinstance(chosen, Response):
            return chosen
    return json_response(
        200, {"model_stats": [_counted(each) for each in host.describe(name, version)]}
    )


def _counted(each: Description) -> Mapping[str, Any]:
    counts = each.counts
    missed = counts.refused + counts.failed + counts.late + counts.full + counts.crashed
    return {
        "name": each.name,
        "version": each.version,
        "inference_count": counts.rows,
        "execution_count": counts.batches,
        "inference_stats": {
            "success": {"count": counts.answered, "ns": 0},
            "fail": {"count": missed, "ns": 0},
        },
        "batch_stats": [],
    }
