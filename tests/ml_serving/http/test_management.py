"""Whoever has the token changes which models answer, and nothing else can be done with it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from ml_serving.archive import pack
from tests.ml_serving.http.running import Server, running
from tests.ml_serving.http.toy import ARCHITECTURES, a_toy
from tests.ml_serving.http.toys import MODULE, put_toy
from tests.ml_serving.http.waiting import until

ASKED = {"x": [1, 2, 3]}


@pytest.mark.parametrize(
    "header",
    [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic YQ=="}, {"Token": "x"}],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/models"),
        ("POST", "/models?url=toy-1.1.0.zip"),
        ("PUT", "/models/toy?min_worker=5"),
        ("DELETE", "/models/toy"),
        ("OPTIONS", "/"),
        ("POST", "/v2/repository/models/toy/unload"),
    ],
)
def test_without_the_token_nothing_is_told_or_changed(server: Server, method, path, header):
    answer = server.ask(method, server.management + path, b"", **header)
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert server.predict("toy", ASKED).json["version"] == "1.0.0"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://127.0.0.1:9/toy-1.1.0.zip",
        "https://example.org/toy-1.1.0.zip",
        "file:///etc/passwd",
        "s3://another-bucket/toy-1.1.0.zip",
        "/etc/passwd",
        "../toy-1.1.0.zip",
        "..%2Ftoy-1.1.0.zip",
        "toy-1.1.0.mar",
        "toy-9.9.9.zip",
        "toy-1.1.0.zip%00.mar",
        "/toy%00-1.1.0.zip",
        f"/{'a' * 300}.zip",
    ],
)
def test_only_archives_of_the_store_are_registered(server: Server, url: str):
    answer = server.manage("POST", f"/models?url={url}")
    assert answer.status == 400
    assert answer.json["type"] == "BadRequestException"


@pytest.mark.parametrize(
    "query",
    [
        "batch_size=0",
        "batch_size=many",
        "max_batch_delay=-1",
        "initial_workers=99999",
        "synchronous=maybe",
        "response_timeout=0",
        "handler=my_handler:handle",
        "model_name=another",
        "&".join(f"a{n}=1" for n in range(100)),
    ],
)
def test_a_parameter_that_makes_no_sense_is_told(server: Server, query: str):
    assert server.manage("POST", f"/models?url=toy-1.1.0.zip&{query}").status == 400


@pytest.mark.parametrize("query", ["min_worker=-1", "min_worker=2&max_worker=1", "timeout=soon"])
def test_a_scale_that_makes_no_sense_is_told(server: Server, query: str):
    assert server.manage("PUT", f"/models/toy?{query}").status == 400
    assert server.manage("PUT", "/models/unknown?min_worker=1").status == 404


def test_a_new_version_takes_over_without_a_failed_request(server: Server):
    for version in ("1.0.0", "1.1.0"):
        put_toy(Path(server.store), version, factor=1.0, name="swap")
    assert server.manage("POST", "/models?url=swap-1.0.0.zip").status == 200
    done = Event()

    def ask_on() -> list[tuple[int, str]]:
        seen = []
        while not done.is_set():
            answer = server.predict("swap", ASKED)
            seen.append((answer.status, answer.json.get("version")))
        return seen

    with ThreadPoolExecutor(4) as pool:
        going = [pool.submit(ask_on) for _ in range(3)]
        url = "/models?url=swap-1.1.0.zip&takes_over=true&batch_size=4&max_batch_delay=2"
        assert server.manage("POST", url).status == 200
        until(lambda: len(server.manage("GET", "/models/swap/all").json) == 1, "the old one went")
        done.set()
        seen = [each for task in going for each in task.result()]
    assert {status for status, _ in seen} == {200}
    assert seen[0][1] == "1.0.0"
    said = server.described("swap")
    assert (said["modelVersion"], said["batchSize"], said["maxBatchDelay"]) == ("1.1.0", 4, 2)
    assert server.manage("DELETE", "/models/swap").status == 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("folders")


@pytest.fixture(scope="module")
def folder_server(folder: Path) -> Iterator[Server]:
    """May load from `folder / "allowed"`; the toy takes no more than 1 MiB."""
    put_toy(folder / "store", "1.0.0", factor=1.0)
    more = ("--allow-folder", str(folder / "allowed"), "--max-body-of", "toy=1")
    with running(folder / "store", folder, *more, module=MODULE) as server:
        yield server


def test_an_allowed_folder_is_loaded_from_and_links_out_of_it_are_not(
    folder_server: Server, folder: Path
):
    inside = put_toy(folder / "allowed", "3.0.0", factor=3.0)
    outside = put_toy(folder / "elsewhere", "4.0.0", factor=4.0)
    link = inside.parent / "toy-4.0.0.zip"
    link.symlink_to(outside)
    assert folder_server.manage("POST", f"/models?url={outside}").status == 400
    assert folder_server.manage("POST", f"/models?url={link}").status == 400
    assert folder_server.manage("POST", f"/models?url={inside}").status == 200
    assert folder_server.predict("toy/3.0.0", ASKED).json["prediction"]["total"] == 18.0


def test_a_path_that_no_file_can_have_is_told(folder_server: Server, folder: Path):
    for name in ("a" * 300, "toy%00-1.0.0", "%ED%A0%80"):
        url = f"{folder}/allowed/{name}.zip"
        answer = folder_server.manage("POST", f"/models?url={url}")
        assert (answer.status, answer.json["type"]) == (400, "BadRequestException")


@pytest.mark.parametrize(
    "path",
    [
        "/predictions/toy",
        "/predictions/t%6Fy",
        "//predictions/toy/1.0.0",
        "/v1/models/toy:predict",
        "/v2/models/%74oy/versions/1.0.0/infer",
    ],
)
def test_a_bound_of_a_model_holds_however_its_address_is_spelt(folder_server: Server, path: str):
    body = bytes(1024 * 1024 + 1)
    assert folder_server.ask("POST", folder_server.inference + path, body).status == 413


def test_what_is_loaded_again_answers_under_the_name_alone(folder_server: Server, folder: Path):
    for version in ("1.0.0", "1.1.0"):
        put_toy(folder / "store", version, factor=1.0, name="again")
        assert folder_server.manage("POST", f"/models?url=again-{version}.zip").status == 200
    assert folder_server.predict("again", ASKED).json["version"] == "1.0.0"
    assert folder_server.manage("POST", "/v2/repository/models/again/load").status == 200
    assert folder_server.predict("again", ASKED).json["version"] == "1.1.0"
    assert folder_server.manage("POST", "/v2/repository/models/again/unload").status == 200


def test_what_is_on_its_way_out_is_not_called_loaded(folder_server: Server, folder: Path):
    put_toy(folder / "store", "1.0.0", factor=1.0, name="leaving")
    assert folder_server.manage("POST", "/models?url=leaving-1.0.0.zip").status == 200
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(folder_server.predict, "leaving", {**ASKED, "sleep_ms": 1000})
        until(lambda: folder_server.described("leaving")["computingRows"] == 1, "it computes")
        gone = pool.submit(folder_server.manage, "POST", "/v2/repository/models/leaving/unload")
        until(lambda: folder_server.described("leaving")["status"] == "DRAINING", "it drains")
        answer = folder_server.manage("POST", "/v2/repository/models/leaving/load")
        assert answer.status == 409
        assert "draining" in answer.json["error"]
        assert (slow.result().status, gone.result().status) == (200, 200)


def test_a_damaged_archive_is_refused_with_its_reason(folder_server: Server, folder: Path):
    broken = put_toy(folder / "allowed", "5.0.0", factor=5.0)
    body = bytearray(broken.read_bytes())
    body[len(body) // 2] ^= 0xFF
    broken.write_bytes(body)
    answer = folder_server.manage("POST", f"/models?url={broken}")
    assert answer.status == 400
    assert answer.json["message"]


def test_a_version_whose_golden_answers_do_not_come_never_answers(
    folder_server: Server, folder: Path
):
    manifest, weights, cases = a_toy("6.0.0", factor=6.0)
    weights["w"] += 1
    wrong = pack(manifest, weights, cases, folder / "allowed", architectures=ARCHITECTURES)
    assert folder_server.manage("POST", f"/models?url={wrong}&takes_over=true").status == 400
    assert folder_server.predict("toy", ASKED).json["version"] == "1.0.0"
    failed = folder_server.manage("GET", "/models/toy/6.0.0").json[0]
    assert failed["status"] == "FAILED"
    assert failed["goldenFailures"][0]["case"] == "one-two-three"
    assert json.dumps(failed["goldenFailures"])
    assert folder_server.is_ready()


def test_a_model_that_was_unregistered_is_missed_by_nobody(folder_server: Server, folder: Path):
    put_toy(folder / "store", "1.0.0", factor=1.0, name="second")
    assert folder_server.manage("POST", "/models?url=second-1.0.0.zip").status == 200
    assert folder_server.predict("second", ASKED).status == 200
    assert folder_server.manage("DELETE", "/models/second").status == 200
    assert folder_server.predict("second", ASKED).status == 404
    assert folder_server.ask("GET", "/ping").json == {"status": "Healthy"}
    assert folder_server.is_ready()


def test_a_broken_archive_of_a_new_name_makes_nobody_unwell(folder_server: Server, folder: Path):
    manifest, weights, cases = a_toy("1.0.0", name="third")
    weights["w"] += 1
    pack(manifest, weights, cases, folder / "store", architectures=ARCHITECTURES)
    assert folder_server.manage("POST", "/models?url=third-1.0.0.zip").status == 400
    assert folder_server.ask("GET", "/ping").json == {"status": "Healthy"}
    assert folder_server.is_ready()
