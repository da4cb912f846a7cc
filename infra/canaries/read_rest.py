"""Valkey, files, metrics, and what lies outside the house."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import redis

from infra.canaries.house import House
from infra.canaries.search import Blob

_READERS: dict[bytes, Callable[[Any, bytes], Any]] = {
    b"string": lambda valkey, key: [valkey.get(key)],
    b"list": lambda valkey, key: valkey.lrange(key, 0, -1),
    b"set": lambda valkey, key: valkey.smembers(key),
    b"zset": lambda valkey, key: valkey.zrange(key, 0, -1),
    b"hash": lambda valkey, key: [part for pair in valkey.hgetall(key).items() for part in pair],
    b"stream": lambda valkey, key: [repr(valkey.xrange(key)).encode()],
}


def read_valkey(url: str) -> list[Blob]:
    """Every key of every database with its value, the slow log, and who listens to what."""
    blobs = []
    for index in range(64):
        with redis.Redis.from_url(f"{url.rpartition('/')[0]}/{index}") as valkey:
            blobs += [_entry(valkey, key) for key in valkey.scan_iter(count=1000)]
    with redis.Redis.from_url(url) as valkey:
        said: dict[str, Any] = {
            "SLOWLOG": valkey.slowlog_get(1000),
            "CLIENT LIST": valkey.client_list(),
            "PUBSUB CHANNELS": valkey.pubsub_channels(),
        }
    blobs += [Blob("Valkey", name, repr(what).encode()) for name, what in said.items()]
    return blobs


def _entry(valkey: Any, key: bytes) -> Blob:
    kind = valkey.type(key)
    values = _READERS[kind](valkey, key) if kind in _READERS else []
    body = b"\x1f".join([key, *(value for value in values if value is not None)])
    return Blob("Valkey", key.decode(errors="replace"), body)


def read_files(folder: Path, room: str) -> Iterator[Blob]:
    """Each file with its name; PostgreSQL's own folder is read apart."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "postgres" not in path.relative_to(folder).parts[:1]:
            name = path.relative_to(folder).as_posix()
            yield Blob(room, name, name.encode() + b"\n" + path.read_bytes())


def read_pages(folder: Path) -> Iterator[Blob]:
    """PostgreSQL's pages and its write-ahead log, live and dead rows alike."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            part = "write-ahead log" if "pg_wal" in path.parts else "pages"
            yield Blob("PostgreSQL's files", part, path.read_bytes())


def read_metrics(house: House) -> list[Blob]:
    """What each process tells Prometheus."""
    blobs = []
    for port in house.metrics_ports:
        answer = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10)
        blobs.append(Blob("metrics", str(port), answer.content))
    return blobs


def read_outside(house: House) -> list[Blob]:
    """What the push service has heard and phones have shown; no house can take that back."""
    url = house.settings.push.base_url
    answers = {name: httpx.get(f"{url}/control/{name}", timeout=10) for name in ("shown", "phones")}
    return [Blob("push service", name, answer.content) for name, answer in answers.items()]
