"""`/control/*`: registering phones, ordering misbehaviour, and reading what happened. JSON."""

from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from notifications.emulator.device import Device
from notifications.emulator.dump import (
    dump_card,
    dump_counters,
    dump_device,
    dump_entry,
    dump_notice,
    dump_plan,
)
from notifications.emulator.exchange import Exchange
from notifications.emulator.misbehaviour import read_plan
from notifications.emulator.phone import Platform

LONGEST_LOG = 5_000


class BadOrder(Exception):
    """An order that cannot be followed, and why."""


def answer(value: Any, status: int = 200) -> Response:
    raw = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)
    return Response(raw, status, media_type="application/json")


def control_routes(exchange: Exchange) -> list[BaseRoute]:
    """The routes of the control API over this exchange."""
    control = Control(exchange)
    handlers: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
        ("POST", "/control/phones", control.register),
        ("GET", "/control/phones", control.phones),
        ("GET", "/control/phones/{token:path}", control.phone),
        ("DELETE", "/control/phones/{token:path}", control.forget),
        ("POST", "/control/phones/{token:path}/behaviour", control.behave),
        ("POST", "/control/phones/{token:path}/online", control.go_online),
        ("POST", "/control/phones/{token:path}/offline", control.go_offline),
        ("GET", "/control/behaviour", control.project_plan),
        ("POST", "/control/behaviour", control.project_behave),
        ("GET", "/control/shown", control.shown),
        ("GET", "/control/log", control.log),
        ("GET", "/control/counters", control.counters),
        ("POST", "/control/reset", control.reset),
    ]
    return [Route(path, guarded(each), methods=[method]) for method, path, each in handlers]


class Control:
    """The handlers, one an order."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def register(self, request: Request) -> Response:
        """Register a phone, or change an existing one's label and state."""
        order = await object_of(request)
        token = order.get("token")
        if not isinstance(token, str) or not token:
            raise BadOrder("token is a string")
        platform = _platform(order)
        device = self._exchange.devices.get(token)
        if device is None or (platform is not None and device.phone.platform is not platform):
            device = self._exchange.register(token, platform or Platform.ANDROID)
        self._label(device, order)
        return answer(dump_card(device), 201)

    async def phones(self, request: Request) -> Response:
        """Every phone in full; `?owner=` narrows, `?brief=1` leaves messages and notices out."""
        owner = request.query_params.get("owner")
        dump = dump_card if request.query_params.get("brief") else dump_device
        chosen = [each for each in self._exchange.devices.values() if owner in (None, each.owner)]
        return answer({"phones": [dump(device) for device in chosen]})

    async def phone(self, request: Request) -> Response:
        return answer(dump_device(self._device(request)))

    async def forget(self, request: Request) -> Response:
        self._exchange.forget(self._device(request))
        return Response(status_code=204)

    async def behave(self, request: Request) -> Response:
        device = self._device(request)
        device.plan = read_plan(await object_of(request), seed=self._exchange.options.seed)
        self._exchange.feed.touch(device.slug)
        return answer({"rules": dump_plan(device.plan)})

    async def project_behave(self, request: Request) -> Response:
        order = await object_of(request)
        self._exchange.plan = read_plan(order, seed=self._exchange.options.seed)
        self._exchange.feed.touch("")
        return answer({"rules": dump_plan(self._exchange.plan)})

    async def project_plan(self, request: Request) -> Response:  # noqa: ARG002
        return answer({"rules": dump_plan(self._exchange.plan)})

    async def go_online(self, request: Request) -> Response:
        device = self._device(request)
        self._exchange.go_online(device)
        return answer(dump_card(device))

    async def go_offline(self, request: Request) -> Response:
        device = self._device(request)
        self._exchange.go_offline(device)
        return answer(dump_card(device))

    async def shown(self, request: Request) -> Response:
        """Every notification ever shown, one flat list; `?event_id=` and `?token=` narrow."""
        event_id = request.query_params.get("event_id")
        token = request.query_params.get("token")
        rows = [
            {"token": device.token, "owner": device.owner, **dump_notice(notice)}
            for device in self._exchange.devices.values()
            if token in (None, device.token)
            for notice in device.phone.history
            if event_id in (None, notice.event_id)
        ]
        return answer({"shown": rows})

    async def log(self, request: Request) -> Response:
        """The journal after `?since=`; `oldest_held` tells whether something was let go."""
        since = _whole(request, "since", 0)
        limit = min(_whole(request, "limit", LONGEST_LOG), LONGEST_LOG)
        journal = self._exchange.journal
        entries = [entry for entry, _ in zip(journal.since(since), range(limit), strict=False)]
        return answer(
            {
                "entries": [dump_entry(entry) for entry in entries],
                "next": entries[-1].seq if entries else since,
                "seq": journal.seq,
                "oldest_held": journal.oldest_held,
            }
        )

    async def counters(self, request: Request) -> Response:  # noqa: ARG002
        return answer(dump_counters(self._exchange))

    async def reset(self, request: Request) -> Response:  # noqa: ARG002
        self._exchange.reset()
        return Response(status_code=204)

    def _device(self, request: Request) -> Device:
        token = request.path_params["token"]
        device = self._exchange.devices.get(token)
        if device is None:
            raise UnknownPhone(token)
        return device

    def _label(self, device: Device, order: dict[str, Any]) -> None:
        device.owner = str(order.get("owner", device.owner))
        device.app_version = str(order.get("app_version", device.app_version))
        device.timezone = _timezone(order.get("timezone", device.timezone))
        online = order.get("online", device.online)
        if online and not device.online:
            self._exchange.go_online(device)
        elif not online:
            self._exchange.go_offline(device)
        self._exchange.feed.touch(device.slug)


class UnknownPhone(Exception):
    """No phone has this token."""


def guarded(
    handler: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except UnknownPhone:
            return answer({"error": "unknown phone"}, 404)
        except (BadOrder, ValueError) as wrong:
            return answer({"error": str(wrong)}, 400)

    return handle


async def object_of(request: Request) -> dict[str, Any]:
    order = orjson.loads(await request.body() or b"{}")
    if not isinstance(order, dict):
        raise BadOrder("the order is a JSON object")
    return order


def _platform(order: dict[str, Any]) -> Platform | None:
    named = order.get("platform")
    return None if named is None else Platform(named)


def _timezone(name: Any) -> str:
    try:
        return ZoneInfo(str(name)).key
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise BadOrder(f"timezone: {name!r} is not an IANA name") from unknown


def _whole(request: Request, name: str, default: int) -> int:
    return max(0, int(request.query_params.get(name, default)))
