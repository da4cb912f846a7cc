"""Prometheus reads what happened, under the names that TorchServe's dashboards know."""

import pytest

from tests.ml_serving.http.running import Server
from tests.ml_serving.http.waiting import until

parser = pytest.importorskip("prometheus_client.parser")
ASKED = {"x": [1, 2, 3]}


def samples(server: Server, query: str = "") -> dict[tuple[str, frozenset], float]:
    """By name and labels. The parser adds `_total` to counters, as TorchServe's have not."""
    text = server.ask("GET", f"{server.metrics}/metrics{query}").body.decode()
    found = {}
    for family in parser.text_string_to_metric_families(text):
        for sample in family.samples:
            labels = {k: v for k, v in sample.labels.items() if k.lower() != "hostname"}
            found[sample.name.removesuffix("_total"), frozenset(labels.items())] = sample.value
    return found


def of_toy(name: str, **more: str) -> tuple[str, frozenset]:
    name = name.removesuffix("_total")
    return name, frozenset({"model_name": "toy", "model_version": "1.0.0", **more}.items())


def test_torchserves_counters_grow_with_each_request(server: Server):
    before = samples(server)
    for _ in range(5):
        server.predict("toy", ASKED)
    server.predict("toy", b"nothing")
    after = samples(server)
    grown = {key: value - before.get(key, 0.0) for key, value in after.items()}
    host = frozenset({("Level", "Host")})
    assert grown[of_toy("ts_inference_requests_total")] == 6
    assert grown[of_toy("ts_inference_latency_microseconds")] > 0
    assert grown["Requests2XX", host] >= 5
    assert grown["Requests4XX", host] == 1
    assert grown[of_toy("osan_model_requests_total", outcome="answered")] == 5
    assert grown[of_toy("osan_model_requests_total", outcome="refused")] == 1
    assert grown[of_toy("osan_model_batch_rows_count")] == 5


def test_every_name_of_torchserve_is_there(server: Server):
    text = server.ask("GET", f"{server.metrics}/metrics").body.decode()
    told = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    assert {
        *("Requests2XX", "Requests4XX", "Requests5XX", "ts_inference_requests_total"),
        *("ts_inference_latency_microseconds", "ts_queue_latency_microseconds", "QueueTime"),
        *("WorkerThreadTime", "WorkerLoadTime", "CPUUtilization", "MemoryUsed"),
        *("MemoryAvailable", "MemoryUtilization", "DiskUsage", "DiskUtilization"),
        *("DiskAvailable", "GPUMemoryUtilization", "GPUMemoryUsed", "GPUUtilization"),
        *("HandlerTime", "PredictionTime"),
    } <= told


def test_only_the_named_families_come(server: Server):
    found = samples(server, "?name[]=ts_queue_latency_microseconds")
    assert {name for name, _ in found} == {"ts_queue_latency_microseconds"}


def test_inputs_are_told_as_statistics_beside_training(server: Server):
    """Counted once they are answered: nobody waits for it."""
    before = server.described("toy")["inputs"].get("sum", {}).get("count", 0)
    for _ in range(3):
        server.predict("toy", {"x": [10, 10, 10]})
    until(lambda: server.described("toy")["inputs"]["sum"]["count"] >= before + 3, "they count")
    found = samples(server)
    assert found[of_toy("osan_model_input_count", feature="sum")] >= before + 3
    assert found[of_toy("osan_model_input_outside", feature="sum")] > 0
    assert of_toy("osan_model_input_shift", feature="sum") in found
    assert server.described("toy")["inputs"]["sum"]["high"] >= 30


def test_nothing_else_is_at_that_port(server: Server):
    assert server.ask("GET", f"{server.metrics}/models").status == 404
    assert server.ask("POST", f"{server.metrics}/metrics", b"").status == 405
    assert server.ask("POST", f"{server.metrics}/metrics", b"body").status == 413
