"""Somebody asks for predictions the way TorchServe's clients do."""

import gzip
import json
import socket
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.ml_serving.http.running import Server
from tests.ml_serving.http.waiting import until

ASKED = {"x": [1, 2, 3], "name": "osan"}
JPEG = b"\xff\xd8\xff\xe0" + b"picture"


def form(*parts: tuple[str, bytes], boundary: str = "b0und") -> tuple[bytes, str]:
    """A form as curl's `-F` sends it."""
    body = b""
    for kind, content in parts:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="data"; filename="f"\r\n'
        body += f"{head}Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def test_a_prediction_says_where_it_comes_from(server: Server):
    answer = server.predict("toy", ASKED)
    said = answer.json
    assert answer.status == 200
    assert said["prediction"] == {"total": 6.0, "greeting": "안녕 osan"}
    assert (said["model"], said["version"]) == ("toy", "1.0.0")
    assert said["register_id"] == "osan-ai-9999"
    assert said["uncertainty"] == {"std": pytest.approx(0.6)}
    assert 0 < said["latency_ms"] < 5000
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert headers["x-model"] == "toy"
    assert headers["x-model-version"] == "1.0.0"
    assert headers["x-register-id"] == "osan-ai-9999"
    assert float(headers["x-latency-ms"]) > 0


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_curl_with_a_file_and_no_content_type_is_understood(server: Server, method: str):
    body = json.dumps(ASKED).encode()
    kind = "application/x-www-form-urlencoded"
    answer = server.ask(method, "/predictions/toy/1.0.0", body, Content_Type=kind)
    assert answer.json["prediction"]["total"] == 6.0
    picture = server.ask(method, "/predictions/toy", JPEG, Content_Type="application/octet-stream")
    assert picture.json["prediction"]["greeting"] == "안녕 image/jpeg"


def test_a_form_with_one_file_is_understood(server: Server):
    body, kind = form(("image/png", b"\x89PNG...\r\n--not-the-end"))
    answer = server.predict("toy", body, Content_Type=kind)
    assert answer.json["prediction"]["greeting"] == "안녕 image/png"


def test_a_form_with_two_files_is_told_that_one_is_expected(server: Server):
    body, kind = form(("image/png", b"a"), ("image/png", b"b"))
    answer = server.predict("toy", body, Content_Type=kind)
    assert answer.status == 400
    assert "2 fields. Expected: one" in answer.json["message"]


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_compressed_body_is_read(server: Server, pack):
    encoding = "gzip" if pack is gzip.compress else "deflate"
    body = pack(json.dumps(ASKED).encode())
    answer = server.predict("toy", body, Content_Encoding=encoding)
    assert answer.json["prediction"]["total"] == 6.0


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (gzip.compress(b" " * 30_000_000, mtime=0), "gzip", 413),
        (gzip.compress(b"{}", mtime=0)[:-6], "gzip", 400),
        (b"not compressed", "gzip", 400),
        (b"{}", "br", 415),
    ],
)
def test_a_bomb_and_a_torn_body_are_refused(server: Server, body, encoding, status):
    assert server.predict("toy", body, Content_Encoding=encoding).status == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b'{"x": [1, 2]}',
        b'{"x": [1, 2, NaN]}',
        b'{"x": [1, 2, 1e999]}',
        b'{"x": [1, 2, "three"]}',
        b"[" * 100_000,
        b'{"x": [1, 2, ' + b"9" * 5000 + b"]}",
    ],
)
def test_a_bad_input_is_told_what_was_expected(server: Server, body: bytes):
    answer = server.predict("toy", body)
    assert (answer.status, answer.json["code"]) == (400, 400)
    assert answer.json["type"] == "BadRequestException"
    assert "Expected: " in answer.json["message"]


def test_a_body_over_the_bound_is_refused_before_it_is_read(server: Server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as wire:
        head = b"POST /predictions/toy HTTP/1.1\r\nHost: t\r\nContent-Length: 99000000\r\n\r\n"
        wire.sendall(head)
        assert wire.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_an_unknown_model_is_answered_with_those_that_there_are(server: Server):
    answer = server.predict("tyo", ASKED)
    assert (answer.status, answer.json["type"]) == (404, "ModelNotFoundException")
    assert "toy 1.0.0" in answer.json["message"]
    answer = server.predict("toy/9.9.9", ASKED)
    assert (answer.status, answer.json["type"]) == (404, "ModelVersionNotFoundException")


def test_a_passed_deadline_is_told(server: Server):
    slow = {**ASKED, "sleep_ms": 300}
    answer = server.predict("toy", slow, X_Request_Timeout_Ms="50")
    assert (answer.status, answer.json["type"]) == (504, "RequestTimeoutException")
    assert server.predict("toy", ASKED, X_Request_Timeout_Ms="5000").status == 200


@pytest.mark.parametrize("header", [{"X_Request_Timeout_Ms": "soon"}, {"X_Request_Priority": "-1"}])
def test_a_wish_that_cannot_be_read_is_told(server: Server, header: dict[str, str]):
    assert server.predict("toy", ASKED, **header).status == 400


def test_a_client_that_goes_away_frees_its_place(server: Server):
    body = json.dumps({**ASKED, "sleep_ms": 200}).encode()
    head = b"POST /predictions/toy HTTP/1.1\r\nHost: t\r\nContent-Length: %d\r\n\r\n" % len(body)
    before = server.described("toy")["counts"]["answered"]
    wires = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(30)]
    for wire in wires:
        wire.sendall(head + body)
    for wire in wires:
        wire.close()
    until(
        lambda: pending(server) == 0,
        "nobody waits any more",
        within_s=3,
    )
    assert server.described("toy")["counts"]["answered"] - before < 30


def test_a_model_that_raises_fails_that_request_only(server: Server):
    answer = server.predict("toy", {**ASKED, "does": "raise"})
    assert (answer.status, answer.json["type"]) == (500, "InternalServerException")
    assert "as told" not in answer.body.decode()
    assert server.predict("toy", ASKED).status == 200


def test_a_worker_that_dies_is_told_as_something_to_try_again(server: Server):
    pids = server.pids("toy")
    answer = server.predict("toy", {**ASKED, "does": "die"})
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) >= 1
    until(lambda: server.predict("toy", ASKED).status == 200, "it answers again", within_s=30)
    assert server.pids("toy") != pids


def test_only_what_is_offered_is_answered(server: Server):
    assert server.ask("GET", "/predictions/toy").status == 405
    assert server.ask("GET", "/nothing/here").status == 404
    assert server.ask("POST", "/ping", b"").status == 405
    assert server.ask("GET", "/ping").json == {"status": "Healthy"}


def test_kserve_instances_ride_together(server: Server):
    body = json.dumps({"instances": [ASKED, {**ASKED, "x": [0, 0, 1]}]}).encode()
    answer = server.ask("POST", "/v1/models/toy:predict", body)
    assert [each["total"] for each in answer.json["predictions"]] == [6.0, 1.0]
    assert answer.json["register_id"] == "osan-ai-9999"
    assert server.ask("POST", "/v1/models/toy:predict", b'{"instances": {}}').status == 400
    assert server.ask("GET", "/v1/models/toy").json == {"name": "toy", "ready": True}


def test_a_full_queue_says_when_to_come_back(server: Server):
    rows = json.dumps([0.0] * 3 * 256)
    many = f'{{"inputs":[{{"name":"x","shape":[256,3],"datatype":"FP32","data":{rows}}}]}}'.encode()
    with ThreadPoolExecutor(3) as pool:
        slow = pool.submit(server.predict, "toy", {**ASKED, "sleep_ms": 600})
        until(
            lambda: server.described("toy")["computingRows"] > 0, "the worker has something to do"
        )
        queued = pool.submit(server.ask, "POST", "/v2/models/toy/infer", many)
        until(lambda: pending(server) == 256, "the queue is full")
        full = server.predict("toy", ASKED)
        full_v2 = server.ask("POST", "/v2/models/toy/infer", many)
        assert [slow.result().status, queued.result().status] == [200, 200]
    assert (full.status, full.json["type"]) == (429, "TooManyRequestsException")
    assert (full_v2.status, list(full_v2.json)) == (429, ["error"])
    assert int(full.headers["retry-after"]) >= 1


def pending(server: Server) -> int:
    return server.described("toy")["jobQueueStatus"]["pendingRequests"]
