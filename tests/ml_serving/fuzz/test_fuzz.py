"""Thousands of bad requests later, the same processes answer as before.

`OSAN_TEST_EXAMPLES=10` sends ten times as many; `OSAN_FUZZ_SEED` sends others.
"""

import json
import os
import re
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import copy

import pytest

from ml_serving.archive import open_archive
from ml_serving.contract import Archive
from tests.ml_serving.examples import examples
from tests.ml_serving.fuzz import mutate_wire
from tests.ml_serving.fuzz.attack import Seen, Target, attack
from tests.ml_serving.http.running import Server, running
from tests.ml_serving.http.toy import a_toy
from tests.ml_serving.http.waiting import until

SEED = int(os.environ.get("OSAN_FUZZ_SEED", "20261122"))
ROOT = Path(__file__).parents[3]
SHIPPED = sorted([*ROOT.glob("ml_serving/models/*/*-*.zip"), *ROOT.glob("var/models/school-*.zip")])
"""The vision's weights come out of a package when the models are installed."""


def target_of(server: Server, name: str, honest: list[tuple[bytes, str]]) -> Target:
    return Target(name, honest, server.ask("GET", f"/v2/models/{name}").json["inputs"])


def told(seen: Seen) -> str:
    """The first few that went wrong, short."""
    return "\n".join(
        f"{status} {shot.path} {dict(shot.headers)} {shot.body[:300]!r} -> {said[:200]!r}"
        for shot, status, said in seen.wrong[:5]
    )


def test_the_server_outlives_thousands_of_bad_requests(server: Server):
    """A client whose head is broken gets its answer; a model whose input is broken lives on."""
    case = a_toy()[2][0]
    target = target_of(server, "toy", [(case.body, case.content_type)])
    pids = server.pids("toy")
    seen = attack(server, [target], requests=examples(3000), seed=SEED)
    assert not seen.wrong, told(seen)
    assert seen.statuses[400] > examples(1000)
    assert server.pids("toy") == pids
    assert server.described("toy")["counts"]["crashes"] == 0
    assert server.ask("GET", "/ping").json == {"status": "Healthy"}
    assert server.predict("toy", json.loads(case.body)).json["prediction"]["total"] == 6.0


def test_broken_http_is_answered_or_let_go(server: Server):
    body = a_toy()[2][0].body
    dice = Random(SEED)
    pids = server.pids("toy")
    statuses: Counter[int] = Counter()
    for _ in range(examples(300)):
        raw = mutate_wire.mutated(body, dice)
        heard = said_to(server.port, raw)
        found = [int(each) for each in re.findall(rb"HTTP/1.1 (\d{3}) ", heard)]
        assert not [each for each in found if each >= 500], (raw, heard)
        statuses.update(found)
    assert statuses[200] > 0
    assert statuses[400] > 0
    assert server.pids("toy") == pids
    assert server.ask("GET", "/ping").json == {"status": "Healthy"}


def said_to(port: int, raw: bytes) -> bytes:
    """All that is heard until the server lets go."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        heard = b""
        try:
            wire.sendall(raw)
            wire.shutdown(socket.SHUT_WR)
            while piece := wire.recv(65_536):
                heard += piece
        except ConnectionError:
            pass
        return heard


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with every archive that this project ships."""
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "store").mkdir()
    for archive in SHIPPED:
        copy(archive, folder / "store")
    live = "/v2/health/live"
    with running(folder / "store", folder, module="ml_serving", good_at=live) as server:
        yield server


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_our_own_models_outlive_them_too(shipped: Server, path: Path):
    archive = open_archive(path)
    assert isinstance(archive, Archive)
    name = archive.manifest.name
    until(lambda: shipped.is_ready(f"/v2/models/{name}/ready"), f"{name} is ready", within_s=30)
    honest = [(case.body, case.content_type) for case in archive.golden]
    pids = shipped.pids(name)
    seen = attack(shipped, [target_of(shipped, name, honest)], requests=examples(150), seed=SEED)
    assert not seen.wrong, told(seen)
    assert shipped.pids(name) == pids
    assert shipped.predict(name, honest[0][0], Content_Type=honest[0][1]).status == 200
