"""Thousands of bad requests, from one seed."""

import gzip
import http.client
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.ml_serving.fuzz import mutate_json, mutate_picture, mutate_tensors
from tests.ml_serving.http.running import Server

ODD_KINDS = (
    "",
    "text/html",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "a/b;c=\xff",
)
ODD_HEADERS = (
    ("X-Request-Timeout-Ms", "-5"),
    ("X-Request-Priority", "0x1"),
    ("Content-Encoding", "gzip"),
    ("Content-Encoding", "deflate"),
    ("Content-Encoding", "br"),
    ("Inference-Header-Content-Length", "NaN"),
    ("Accept-Encoding", "\x7f, gzip"),
)


@dataclass(frozen=True)
class Target:
    """A model: honest bodies of it, and the inputs that its metadata tell."""

    name: str
    honest: Sequence[tuple[bytes, str]]
    inputs: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Shot:
    path: str
    body: bytes
    headers: Mapping[str, str]


@dataclass
class Seen:
    """How it was answered; `wrong` are the shots that got a 5xx, or nothing."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[tuple[Shot, int, bytes]] = field(default_factory=list)


def shot_at(target: Target, dice: Random) -> Shot:
    """One bad request."""
    way = dice.random()
    if way < 0.4:
        body, length = mutate_tensors.mutated(target.inputs, dice)
        headers = {} if length is None else {"Inference-Header-Content-Length": str(length)}
        return _dressed(f"/v2/models/{target.name}/infer", body, headers, dice)
    if way < 0.65:
        body, kind = mutate_picture.mutated(dice)
    else:
        honest, kind = dice.choice(target.honest)
        body = mutate_json.mutated(honest, dice)
    return _dressed(f"/predictions/{target.name}", body, {"Content-Type": kind}, dice)


def _dressed(path: str, body: bytes, headers: dict[str, str], dice: Random) -> Shot:
    if dice.random() < 0.1:
        name, value = dice.choice(ODD_HEADERS)
        headers = {**headers, name: value}
    if dice.random() < 0.05:
        headers = {**headers, "Content-Type": dice.choice(ODD_KINDS)}
    if dice.random() < 0.05:
        headers, body = {**headers, "Content-Encoding": "gzip"}, gzip.compress(body, 1, mtime=0)
    return Shot(path, body, headers)


def attack(
    server: Server, targets: Sequence[Target], *, requests: int, seed: int, threads: int = 4
) -> Seen:
    """All of them, over as many kept connections as there are threads."""
    dice = Random(seed)
    shots = [shot_at(dice.choice(targets), dice) for _ in range(requests)]
    with ThreadPoolExecutor(threads) as pool:
        parts = pool.map(lambda nth: _fire(server, shots[nth::threads]), range(threads))
        return _together(list(parts))


def _fire(server: Server, shots: Sequence[Shot]) -> Seen:
    seen = Seen()
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for shot in shots:
        try:
            wire.request("POST", shot.path, shot.body, dict(shot.headers))
            answer = wire.getresponse()
            status, said = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as silence:
            status, said = 0, repr(silence).encode()
            wire.close()
        seen.statuses[status] += 1
        if status == 0 or status >= 500:
            seen.wrong.append((shot, status, said))
    wire.close()
    return seen


def _together(parts: Sequence[Seen]) -> Seen:
    statuses = sum((part.statuses for part in parts), Counter())
    return Seen(statuses, [each for part in parts for each in part.wrong])
