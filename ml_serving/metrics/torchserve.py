"""The families that TorchServe has, by its names, labels and units.

Source: TorchServe's `ts/configs/metrics.yaml` and `docs/metrics_api.md`. Those of a GPU are told
without a sample, as TorchServe does where there is none.
"""

from collections.abc import Iterable, Mapping, Sequence

from ml_serving.host import Description
from ml_serving.metrics.family import Family, Labels, Sample
from ml_serving.metrics.tally import Sums, Tally

TEXT = "Torchserve prometheus {kind} metric with unit: {unit}"
GPU = (
    ("GPUUtilization", "Percent"),
    ("GPUMemoryUtilization", "Percent"),
    ("GPUMemoryUsed", "Megabytes"),
)


def counter(name: str, unit: str, samples: Sequence[Sample]) -> Family:
    return Family(name, "counter", TEXT.format(kind="counter", unit=unit), samples)


def gauge(name: str, unit: str, samples: Sequence[Sample]) -> Family:
    return Family(name, "gauge", TEXT.format(kind="gauge", unit=unit), samples)


def request_families(statuses: Mapping[int, int], hostname: str) -> Iterable[Family]:
    """Answers by class of status, of the inference and management listeners together."""
    labels = {"Level": "Host", "Hostname": hostname}
    for hundred in (2, 4, 5):
        seen = sum(times for status, times in statuses.items() if status // 100 == hundred)
        yield counter(f"Requests{hundred}XX", "Count", [(labels, float(seen))])


def version_families(
    versions: Sequence[Description], tally: Tally, hostname: str
) -> Iterable[Family]:
    """What each version was asked and how long it took."""

    def samples(value: Mapping[tuple[str, str], float]) -> Sequence[Sample]:
        return [(_version(each, hostname), value[each.name, each.version]) for each in versions]

    sums = {(each.name, each.version): tally.of(each.name, each.version) for each in versions}
    received = {(each.name, each.version): float(_received(each)) for each in versions}
    latency = {key: each.latency_s * 1e6 for key, each in sums.items()}
    queued = {key: each.queued_s * 1e6 for key, each in sums.items()}
    yield counter("ts_inference_requests_total", "Count", samples(received))
    yield counter("ts_inference_latency_microseconds", "Microseconds", samples(latency))
    yield counter("ts_queue_latency_microseconds", "Microseconds", samples(queued))
    yield from _worker_times(versions, hostname)
    yield from _model_times(versions, sums, hostname)


def host_families(
    tally: Tally, hostname: str, numbers: Mapping[str, tuple[str, float]]
) -> Iterable[Family]:
    """`numbers` of the machine, by TorchServe's name with the unit."""
    labels = {"Level": "Host", "Hostname": hostname}
    last = tally.last
    yield gauge("QueueTime", "Milliseconds", [(labels, last.last_queued_s * 1e3)])
    yield gauge("WorkerThreadTime", "Milliseconds", [(labels, last.last_elsewhere_s * 1e3)])
    for name, (unit, value) in numbers.items():
        yield gauge(name, unit, [(labels, value)])
    for name, unit in GPU:
        yield gauge(name, unit, [])


def _worker_times(versions: Sequence[Description], hostname: str) -> Iterable[Family]:
    loads: list[Sample] = []
    for each in versions:
        for worker in each.workers:
            name = f"W-{worker.id}-{each.name}_{each.version}"
            labels = {"WorkerName": name, "Level": "Host", "Hostname": hostname}
            loads.append((labels, worker.load_s * 1e3))
    yield gauge("WorkerLoadTime", "Milliseconds", loads)


def _model_times(
    versions: Sequence[Description], sums: Mapping[tuple[str, str], Sums], hostname: str
) -> Iterable[Family]:
    """Of the default versions: TorchServe's labels know no version here."""
    handler: list[Sample] = []
    prediction: list[Sample] = []
    for each in versions:
        if not each.is_default:
            continue
        last = sums[each.name, each.version]
        labels = {"ModelName": each.name, "Level": "Model", "Hostname": hostname}
        took = last.last_computed_s + last.last_elsewhere_s
        handler.append((labels, took * 1e3))
        prediction.append((labels, last.last_computed_s * 1e3))
    yield gauge("HandlerTime", "ms", handler)
    yield gauge("PredictionTime", "ms", prediction)


def _version(each: Description, hostname: str) -> Labels:
    return {"model_name": each.name, "model_version": each.version, "hostname": hostname}


def _received(each: Description) -> int:
    counts = each.counts
    missed = counts.refused + counts.failed + counts.late + counts.full + counts.crashed
    return counts.answered + missed
