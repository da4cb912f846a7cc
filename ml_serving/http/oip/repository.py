"""Triton's model repository extension: what could be served, and load and unload of it."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, assert_never

import orjson

from ml_serving.contract import Store
from ml_serving.host import (
    Description,
    Done,
    ModelHost,
    NotRegistered,
    Registered,
    VersionState,
)
from ml_serving.http.management.change import change_trouble
from ml_serving.http.management.guard import Guard
from ml_serving.http.management.reason import reason_of
from ml_serving.http.management.register import STORE_AWAY_S
from ml_serving.http.message import Request, Response, json_response
from ml_serving.http.trouble import (
    bad_request,
    in_v2,
    method_not_allowed,
    no_address,
    not_found,
    unavailable,
)
from ml_serving.newest import newest_of, version_of

STATES = {
    VersionState.LOADING: "LOADING",
    VersionState.READY: "READY",
    VersionState.FAILED: "UNAVAILABLE",
    VersionState.DRAINING: "UNLOADING",
}


@dataclass(frozen=True, slots=True)
class Repository:
    """The calls below `/v2/repository`, on whichever listener: `index` is for all, `load` and
    `unload` ask for the token of the management side."""

    host: ModelHost
    store: Store
    guard: Guard

    def __call__(self, request: Request, asked: list[str]) -> Response | Awaitable[Response]:
        if request.method != "POST":
            return method_not_allowed("POST", is_v2=True)
        match asked:
            case ["index"]:
                return index(self.host, request)
            case ["models", name, ("load" | "unload") as verb]:
                return self._change(request, name, verb)
        return in_v2(no_address(("v2", "repository", *asked)))

    def _change(self, request: Request, name: str, verb: str) -> Response | Awaitable[Response]:
        refused = self.guard.refuses(request)
        if refused is not None:
            return in_v2(refused)
        if verb == "unload":
            return unload(self.host, name)
        return load(self.host, self.store, name, request)


def index(host: ModelHost, request: Request) -> Response:
    """Every version that is here. A body of `{"ready": true}` asks for the ready ones only."""
    try:
        wishes = orjson.loads(request.body) if request.body else {}
    except orjson.JSONDecodeError:
        return in_v2(bad_request('The body is not JSON. Expected: {"ready": true} or nothing.'))
    only_ready = isinstance(wishes, dict) and wishes.get("ready") is True
    known = [_entry(each) for each in host.describe() if _is_wanted(each, only_ready)]
    return json_response(200, known)


def _is_wanted(each: Description, only_ready: bool) -> bool:
    return not only_ready or each.state is VersionState.READY


def _entry(each: Description) -> dict[str, Any]:
    return {
        "name": each.name,
        "version": each.version,
        "state": STATES[each.state],
        "reason": each.reason,
    }


async def load(host: ModelHost, store: Store, name: str, request: Request) -> Response:
    """The newest archive of that name in the store, in place of the version that answers now."""
    if request.body and b"file:" in request.body:
        return in_v2(bad_request("Files are not taken here. Expected: an archive in the store."))
    try:
        files = await asyncio.to_thread(store.list)
        newest = newest_of(files, name)
        if newest is None:
            return in_v2(not_found(name, f"{', '.join(files) or 'no archives'} (in the store)"))
        outcome = await host.register(newest, takes_over=True)
    except OSError as away:
        return in_v2(unavailable(f"The store: {away}", STORE_AWAY_S))
    match outcome:
        case Registered():
            return Response(200)
        case NotRegistered(is_conflict=True):
            return _here_already(host, name, newest)
        case NotRegistered() as refused:
            return in_v2(bad_request(reason_of(refused)))
        case unreachable:
            assert_never(unreachable)


def _here_already(host: ModelHost, name: str, file_name: str) -> Response:
    """The version answers under the name alone, if it answers: one that comes or goes does not."""
    change = host.set_default(name, version_of(file_name))
    return Response(200) if isinstance(change, Done) else in_v2(change_trouble(change))


async def unload(host: ModelHost, name: str) -> Response:
    """Every version of it goes, the default last."""
    versions = sorted(host.describe(name), key=lambda each: each.is_default)
    if not versions:
        here = ", ".join(sorted({each.name for each in host.describe()})) or "no models"
        return in_v2(not_found(name, here))
    for each in versions:
        change = await host.unregister(name, each.version)
        if not isinstance(change, Done):
            return in_v2(change_trouble(change))
    return Response(200)
