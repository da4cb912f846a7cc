"""What TorchServe has no name for: batches, outcomes, restarts, readiness, drift."""

from collections.abc import Iterable, Sequence

from ml_serving.host import Description, Drift, FeatureDrift, VersionState
from ml_serving.metrics.family import Family, Labels, Sample, histogram
from ml_serving.metrics.tally import Tally

BATCH_BOUNDS = (1, 2, 4, 8, 16, 32, 64, 128)
OUTCOMES = ("answered", "refused", "failed", "late", "full", "crashed")


def our_families(
    versions: Sequence[Description], drifts: Sequence[Drift], tally: Tally
) -> Iterable[Family]:
    """Every family of ours begins with `osan_model_`."""
    yield Family(
        "osan_model_requests_total",
        "counter",
        "Requests by how they ended; late ones were dropped, not computed, once past the deadline",
        [sample for each in versions for sample in _outcomes(each)],
    )
    yield Family(
        "osan_model_worker_crashes_total",
        "counter",
        "Workers that died and were started again",
        [(_of(each), float(each.counts.crashes)) for each in versions],
    )
    yield _batches(versions, tally)
    yield _gauge("queue_rows", "Rows that wait", versions, [e.queued_rows for e in versions])
    yield _gauge(
        "computing_rows", "Rows in a worker", versions, [e.computing_rows for e in versions]
    )
    ready = [int(each.state is VersionState.READY) for each in versions]
    yield _gauge("ready", "1 for a version that proved itself and answers", versions, ready)
    yield from _drift(drifts)


def _gauge(name: str, text: str, versions: Sequence[Description], values: Sequence[int]) -> Family:
    samples = [(_of(each), float(value)) for each, value in zip(versions, values, strict=True)]
    return Family(f"osan_model_{name}", "gauge", text, samples)


def _outcomes(each: Description) -> Iterable[Sample]:
    for outcome in OUTCOMES:
        yield {**_of(each), "outcome": outcome}, float(getattr(each.counts, outcome))


def _batches(versions: Sequence[Description], tally: Tally) -> Family:
    parts = [
        part
        for each in versions
        for part in histogram(_of(each), tally.of(each.name, each.version).batch_rows, BATCH_BOUNDS)
    ]
    text = "Rows of the batch that each answered request rode in"
    return Family("osan_model_batch_rows", "histogram", text, parts=parts)


def _drift(drifts: Sequence[Drift]) -> Iterable[Family]:
    """Statistics of the inputs since registration, beside the training profile."""
    told = (
        ("count", "Inputs seen"),
        ("mean", "Mean of an input feature"),
        ("std", "Standard deviation of an input feature"),
        ("shift", "Mean seen less that of training, in standard deviations of training"),
        ("outside", "Share of inputs below the lowest or above the highest of training"),
    )
    for name, text in told:
        samples = [sample for each in drifts for sample in _features(each, name)]
        yield Family(f"osan_model_input_{name}", "gauge", text, samples)


def _features(drift: Drift, name: str) -> Iterable[Sample]:
    for feature, seen in drift.features.items():
        value = _value(seen, name)
        if value is not None:
            labels = {"model_name": drift.name, "model_version": drift.version}
            yield {**labels, "feature": feature}, float(value)


def _value(seen: FeatureDrift, name: str) -> float | None:
    value: float | None = getattr(seen, name)
    return value


def _of(each: Description) -> Labels:
    return {"model_name": each.name, "model_version": each.version}
