"""NVIDIA's own HTTP client, unchanged, against this server."""

import asyncio
import json

import numpy as np
import pytest

from tests.ml_serving.http.running import TOKEN, Server

triton = pytest.importorskip("tritonclient.http", reason="needs tritonclient[http]")
from tritonclient.utils import InferenceServerException  # noqa: E402

X = np.array([[1, 2, 3], [4, 5, 6]], dtype=np.float32)
NAMES = np.array([["osan"], ["오산".encode()]], dtype=np.object_)
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def client(server: Server):
    with triton.InferenceServerClient(server.host, concurrency=4) as client:
        yield client


def inputs(*, binary: bool, x: np.ndarray = X, names: np.ndarray | None = NAMES) -> list:
    told = [triton.InferInput("x", list(x.shape), "FP32")]
    told[0].set_data_from_numpy(x, binary_data=binary)
    if names is not None:
        told.append(triton.InferInput("name", list(names.shape), "BYTES"))
        told[1].set_data_from_numpy(names, binary_data=binary)
    return told


def outputs(*, binary: bool) -> list:
    names = ("total", "greeting")
    return [triton.InferRequestedOutput(name, binary_data=binary) for name in names]


def texts(tensor: np.ndarray) -> list[str]:
    """BYTES come as bytes out of binary data and as text out of JSON."""
    flat = tensor.ravel().tolist()
    return [each.decode() if isinstance(each, bytes) else each for each in flat]


def test_it_finds_the_server_and_its_models_well(client):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready("toy")
    assert client.is_model_ready("toy", "1.0.0")
    assert not client.is_model_ready("toy", "7.0.0")
    assert not client.is_model_ready("unknown")


def test_metadata_tells_inputs_and_outputs(client):
    server = client.get_server_metadata()
    assert {"binary_tensor_data", "model_repository"} <= set(server["extensions"])
    model = client.get_model_metadata("toy")
    assert model["inputs"][0] == {"name": "x", "datatype": "FP32", "shape": [-1, 3]}
    assert [each["name"] for each in model["outputs"]] == ["total", "greeting"]
    assert "1.0.0" in model["versions"]
    assert client.get_model_config("toy")["input"][0]["data_type"] == "TYPE_FP32"


@pytest.mark.parametrize("sent", [True, False], ids=["binary in", "json in"])
@pytest.mark.parametrize("told", [True, False], ids=["binary out", "json out"])
def test_the_same_numbers_come_whatever_the_encoding(client, sent: bool, told: bool):
    result = client.infer(
        "toy", inputs(binary=sent), outputs=outputs(binary=told), request_id="request-7"
    )
    assert result.as_numpy("total").tolist() == [[6.0], [15.0]]
    assert texts(result.as_numpy("greeting")) == ["안녕 osan", "안녕 오산"]
    said = result.get_response()
    assert (said["id"], said["model_version"]) == ("request-7", "1.0.0")
    assert said["parameters"]["register_id"] == "osan-ai-9999"
    uncertainties = json.loads(said["parameters"]["uncertainty"])
    assert [each["std"] for each in uncertainties] == pytest.approx([0.6, 1.5])


def test_outputs_that_were_not_named_all_come_in_binary(client):
    result = client.infer("toy", inputs(binary=True, names=None))
    assert result.as_numpy("total").shape == (2, 1)
    assert "data" not in result.get_output("total")


def test_one_output_of_two(client):
    result = client.infer("toy", inputs(binary=True), outputs=outputs(binary=True)[:1])
    assert result.as_numpy("greeting") is None
    with pytest.raises(InferenceServerException, match="No output 'speed'"):
        client.infer("toy", inputs(binary=True), outputs=[triton.InferRequestedOutput("speed")])


@pytest.mark.parametrize("packed", ["gzip", "deflate"])
def test_compressed_there_and_back(client, packed: str):
    x = np.ones((256, 3), dtype=np.float32)
    result = client.infer(
        "toy",
        inputs(binary=True, x=x, names=None),
        outputs=outputs(binary=False),
        request_compression_algorithm=packed,
        response_compression_algorithm=packed,
    )
    assert result.as_numpy("total").sum() == pytest.approx(3 * 256)


def test_many_at_once(client):
    asked = [client.async_infer("toy", inputs(binary=True)) for _ in range(32)]
    totals = [each.get_result(timeout=20).as_numpy("total").tolist() for each in asked]
    assert totals == [[[6.0], [15.0]]] * 32


def test_the_asyncio_client(server: Server):
    import tritonclient.http.aio as aio

    async def ask():
        async with aio.InferenceServerClient(server.host) as client:
            assert await client.is_server_ready()
            both = await asyncio.gather(
                client.infer("toy", inputs(binary=True)),
                client.infer("toy", inputs(binary=False), response_compression_algorithm="gzip"),
            )
            return [each.as_numpy("total").tolist() for each in both]

    assert asyncio.run(ask()) == [[[6.0], [15.0]]] * 2


def test_a_timeout_and_a_priority_are_taken(client):
    result = client.infer("toy", inputs(binary=True), priority=1, timeout=5_000_000)
    assert result.as_numpy("total").shape == (2, 1)


@pytest.mark.parametrize(
    ("x", "reason"),
    [
        (np.ones((2, 4), dtype=np.float32), r"x, FP32, \[-1, 3\]"),
        (np.full((2, 3), np.nan, dtype=np.float32), "finite"),
    ],
)
def test_what_does_not_fit_is_told(client, x: np.ndarray, reason: str):
    with pytest.raises(InferenceServerException, match=reason) as refused:
        client.infer("toy", inputs(binary=True, x=x, names=None))
    assert refused.value.status() == "400"


def test_another_datatype_or_name_is_told(client):
    wrong = triton.InferInput("x", [1, 3], "INT64")
    wrong.set_data_from_numpy(np.ones((1, 3), dtype=np.int64))
    with pytest.raises(InferenceServerException, match="x, FP32"):
        client.infer("toy", [wrong])
    unknown = triton.InferInput("y", [1, 3], "FP32")
    unknown.set_data_from_numpy(np.ones((1, 3), dtype=np.float32))
    with pytest.raises(InferenceServerException, match="x, FP32"):
        client.infer("toy", [unknown])


def test_an_unknown_model_is_told(client):
    with pytest.raises(InferenceServerException, match="Model not found: tyo"):
        client.infer("tyo", inputs(binary=True))
    with pytest.raises(InferenceServerException, match="Model not found: tyo"):
        client.get_model_metadata("tyo")


def test_the_repository_is_shown_to_all_and_changed_with_the_token(client):
    index = client.get_model_repository_index()
    assert {"name": "toy", "version": "1.0.0", "state": "READY", "reason": ""} in index
    with pytest.raises(InferenceServerException, match="Token"):
        client.load_model("toy")
    with pytest.raises(InferenceServerException, match="Token"):
        client.unload_model("toy")
    client.load_model("toy", headers=BEARER)
    assert client.is_model_ready("toy", "1.1.0")
    result = client.infer("toy", inputs(binary=True))
    assert result.get_response()["model_version"] == "1.1.0"
    assert result.as_numpy("total").tolist() == [[12.0], [30.0]]


def test_statistics_count_what_was_asked(client):
    told = client.get_inference_statistics("toy")["model_stats"]
    assert sum(each["inference_count"] for each in told) > 0
    assert {each["name"] for each in client.get_inference_statistics()["model_stats"]} == {"toy"}
