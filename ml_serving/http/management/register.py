"""`POST /models`: an archive becomes a version that answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, assert_never

from ml_serving.host import ModelHost, NotRegistered, Registered
from ml_serving.http.management.change import status
from ml_serving.http.management.later import Later
from ml_serving.http.management.parameters import Unusable, truth, whole
from ml_serving.http.management.reason import reason_of
from ml_serving.http.management.source import NotASource, Sources, source_of
from ml_serving.http.message import Response
from ml_serving.http.trouble import Trouble, bad_request, in_torchserve, unavailable
from ml_serving.http.wishes import BY_LEVEL

NEEDS_MAR = ("handler", "s3_sse_kms")
MOST_WORKERS = 64
DAY_S = 86_400
STORE_AWAY_S = 5.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the query of `POST /models` asked for."""

    source: str | Path
    workers: int
    batch: Mapping[str, Any]
    takes_over: bool
    waits: bool


async def register(
    host: ModelHost, sources: Sources, later: Later, query: Mapping[str, str]
) -> Response:
    """200 when its workers are ready and proven; 202 at once where the caller will not wait."""
    wanted = wanted_of(query, sources)
    if isinstance(wanted, Trouble):
        return in_torchserve(wanted)
    if not wanted.waits:
        later.do(f"register {query['url']}", _register(host, wanted))
        return status(202, "Processing worker updates...")
    return await _register(host, wanted)


async def _register(host: ModelHost, wanted: Wanted) -> Response:
    try:
        outcome = await host.register(
            wanted.source,
            workers=wanted.workers,
            batch=wanted.batch,
            takes_over=wanted.takes_over,
        )
    except OSError as away:
        return in_torchserve(unavailable(f"The store: {away}", STORE_AWAY_S))
    match outcome:
        case Registered(name=name, version=version):
            count = f"registered with {wanted.workers} initial workers"
            return status(200, f'Model "{name}" Version: {version} {count}')
        case NotRegistered(reason=reason, is_conflict=True):
            return in_torchserve(Trouble(HTTPStatus.CONFLICT, "ConflictStatusException", reason))
        case NotRegistered() as refused:
            return in_torchserve(bad_request(reason_of(refused)))
        case unreachable:
            assert_never(unreachable)


def wanted_of(query: Mapping[str, str], sources: Sources) -> Wanted | Trouble:
    """TorchServe's parameters; `takes_over` and `priority` are ours."""
    for name in NEEDS_MAR:
        if name in query:
            return bad_request(f"{name} needs a .mar, which carries code. Expected: none here.")
    source = source_of(query.get("url", ""), sources)
    if isinstance(source, NotASource):
        return bad_request(f"url. Expected: {source.expected}")
    given = query.get("model_name")
    if given is not None and not Path(source).name.startswith(f"{given}-"):
        return bad_request("model_name. Expected: the archive's own, which its register id is for.")
    try:
        workers = whole(query, "initial_workers", low=0, high=MOST_WORKERS)
        return Wanted(
            source=source,
            workers=workers or 1,
            batch=batch_of(query),
            takes_over=truth(query, "takes_over"),
            waits=truth(query, "synchronous") or not workers,
        )
    except Unusable as unusable:
        return bad_request(str(unusable))


def batch_of(query: Mapping[str, str]) -> Mapping[str, Any]:
    """The fields of `BatchWishes` that were asked for; the archive's own wishes stand for the
    others. `max_batch_delay` is in milliseconds, `response_timeout` in seconds. Raises
    `Unusable`."""
    size = whole(query, "batch_size", low=1, high=1024)
    delay_ms = whole(query, "max_batch_delay", low=0, high=60_000)
    silent_s = whole(query, "response_timeout", low=1, high=DAY_S)
    level = whole(query, "priority", low=1, high=len(BY_LEVEL))
    wished = {
        "max_batch": size,
        "max_delay_s": None if delay_ms is None else delay_ms / 1e3,
        "hung_s": None if silent_s is None else float(silent_s),
        "priority": None if level is None else BY_LEVEL[level - 1],
    }
    return {name: value for name, value in wished.items() if value is not None}
