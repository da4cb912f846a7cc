"""`GET /models…`: what is here, in TorchServe's words and some of ours."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from ml_serving.host import Description, ModelHost, NoSuchVersion, WorkerState, WorkerStatus
from ml_serving.http.management.change import change_trouble
from ml_serving.http.management.parameters import Unusable, whole
from ml_serving.http.message import Response, json_response
from ml_serving.http.trouble import bad_request, in_torchserve

USUAL_PAGE, LARGEST_PAGE = 100, 1000
WORDS = {WorkerState.BUSY: "READY"}
"""TorchServe knows no busy worker: it is ready, and has something to do."""


def list_models(host: ModelHost, query: Mapping[str, str]) -> Response:
    """The default versions, a page at a time."""
    try:
        limit = whole(query, "limit", low=1, high=LARGEST_PAGE) or USUAL_PAGE
        start = whole(query, "next_page_token", low=0, high=10**8) or 0
    except Unusable as unusable:
        return in_torchserve(bad_request(str(unusable)))
    models = [each for each in host.describe() if each.is_default]
    page = models[start : start + limit]
    said: dict[str, Any] = {
        "models": [{"modelName": each.name, "modelUrl": each.source} for each in page]
    }
    if start + limit < len(models):
        said["nextPageToken"] = str(start + limit)
    return json_response(200, said)


def describe(host: ModelHost, name: str, version: str | None) -> Response:
    """The default version, the one that was named, or `all`."""
    every = host.describe(name, None if version == "all" else version)
    if version is None:
        every = [each for each in every if each.is_default] or every
    if not every:
        return in_torchserve(change_trouble(NoSuchVersion(name, version)))
    return json_response(200, [{**described(each), **_seen(host, each)} for each in every])


def _seen(host: ModelHost, each: Description) -> Mapping[str, Any]:
    """Inputs since registration as statistics beside training's; never an input."""
    drift = host.drift(each.name, each.version)
    features = {} if drift is None else drift.features
    return {"inputs": {name: asdict(seen) for name, seen in features.items()}}


def described(each: Description) -> Mapping[str, Any]:
    """TorchServe's fields first, then what only this server knows."""
    return {
        "modelName": each.name,
        "modelVersion": each.version,
        "modelUrl": each.source,
        "engine": "Torch",
        "runtime": "python",
        "minWorkers": each.wanted_workers,
        "maxWorkers": each.wanted_workers,
        "batchSize": each.wishes.max_batch,
        "maxBatchDelay": round(each.wishes.max_delay_s * 1e3),
        "responseTimeout": round(each.wishes.hung_s),
        "workers": [_worker(worker) for worker in each.workers],
        "jobQueueStatus": {
            "remainingCapacity": max(0, each.wishes.queue_rows - each.queued_rows),
            "pendingRequests": each.queued_rows,
        },
        **_ours(each),
    }


def _worker(worker: WorkerStatus) -> Mapping[str, Any]:
    started = datetime.fromtimestamp(worker.started, UTC)
    return {
        "id": worker.id,
        "startTime": started.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "status": WORDS.get(worker.state, worker.state.upper()),
        "memoryUsage": worker.memory_bytes,
        "pid": worker.pid,
        "gpu": worker.uses_gpu,
        "gpuUsage": "N/A",
        "restarts": worker.restarts,
        "threads": worker.threads,
        "loadSeconds": worker.load_s,
    }


def _ours(each: Description) -> Mapping[str, Any]:
    return {
        "status": each.state.upper(),
        "reason": each.reason,
        "isDefault": each.is_default,
        "registerId": each.register_id,
        "computingRows": each.computing_rows,
        "sha256": each.sha256,
        "priority": each.priority + 1,
        "counts": asdict(each.counts),
        "goldenFailures": [asdict(failure) for failure in each.golden_failures],
        "manifest": each.manifest,
    }
