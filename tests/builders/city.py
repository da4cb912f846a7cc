"""The whole house in one process, for stories: gateway, worker, push service, and time.

The gateway, the reactions, the sweeps and the deliveries are the product's own; the push service
is the emulator on a socket; only the queue between relay and worker is left out, so that a story
says when things happen.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import httpx
from redis.asyncio import Redis
from starlette.applications import Starlette

from api import bootstrap, jobs
from api.app import build_app
from api.jobs.seals import Seals
from api.jobs.tools import Tools
from api.reactions import Reactions
from api.rest.auth import SignInDesk, build_sign_in_desk
from domains.commute.public import ReportedFix, Retention
from domains.identity import public as identity
from domains.identity.public import DeviceCredential
from domains.kernel import outbox
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.live import LiveFeed
from infra.model_client import no_models
from infra.object_store import FileObjects
from infra.seal_key import sealing_key
from infra.settings import Settings
from notifications.emulator.exchange import Exchange
from notifications.emulator.phone import Notice
from notifications.public import PushChannel
from tests.builders.citizen import Citizen
from tests.builders.families import Town

LATE_FIXES_WAIT = timedelta(seconds=3)
"""Longer than late fixes are collected for before they are judged together."""

SWEEPS = (jobs.plan_arrivals, jobs.miss_arrivals, jobs.expire, jobs.deliver)
OFFER = timedelta(seconds=30)


@dataclass(frozen=True)
class City:
    """Where stories happen."""

    clock: SimulatedClock
    ids: Ids
    app: Starlette
    http: httpx.AsyncClient
    desk: SignInDesk
    push: Exchange
    tools: Tools

    @property
    def town(self) -> Town:
        return Town(self.clock, self.ids)

    async def citizen(self, person: UUID) -> Citizen:
        """Somebody with the app open, freshly signed in."""
        session = await identity.open_session(
            person_id=person,
            device_name="phone",
            lives=timedelta(days=1),
            clock=self.clock,
            ids=self.ids,
        )
        token = (await self.desk.access_token(session)).text
        return Citizen(self.http, self.ids, person, token)

    async def report(
        self, tracker: DeviceCredential, fixes: Sequence[ReportedFix]
    ) -> list[httpx.Response]:
        """An OwnTracks phone says where it is, a request a fix, each at its moment or later."""
        answers = []
        for fix in fixes:
            if fix.at > self.clock.now():
                self.clock.set(fix.at)
            answers.append(await self._post_location(tracker, fix))
        return answers

    async def _post_location(self, tracker: DeviceCredential, fix: ReportedFix) -> httpx.Response:
        said = {"_type": "location", "tst": int(fix.at.timestamp()), "lat": fix.lat, "lon": fix.lon}
        if fix.accuracy_m is not None:
            said["acc"] = fix.accuracy_m
        return await self.http.post(
            "/ingest/owntracks", json=said, auth=(str(tracker.device_id), tracker.secret)
        )

    async def settle(self) -> None:
        """Let everything happen that follows from what happened, late fixes included."""
        await self._follow()
        self.clock.advance(LATE_FIXES_WAIT)
        await self._follow()

    async def sweep(self) -> None:
        """The sweeps come round, as they do each minute, and what follows from them."""
        for job in SWEEPS:
            await job({"tools": self.tools})
        await self._follow()

    async def sleep_until(self, moment: datetime) -> None:
        """Time passes, then the sweeps come round."""
        self.clock.set(moment)
        await self.sweep()

    async def _follow(self) -> None:
        while due := await outbox.claim_due(limit=100, lease=OFFER, clock=self.clock):
            await jobs.react({"tools": self.tools}, [str(event) for event in due])
        await jobs.deliver({"tools": self.tools})

    async def gives_phone(self, person: UUID, token: str) -> "PushPhone":
        """A phone on which the person has the app installed and signed in."""
        await self.town.phone(person, token)
        return PushPhone(self.push, token)


@dataclass(frozen=True)
class PushPhone:
    """A phone behind the push service."""

    push: Exchange
    token: str

    @property
    def history(self) -> list[Notice]:
        """Every notice ever shown, oldest first."""
        device = self.push.devices.get(self.token)
        return list(device.phone.history) if device else []

    @property
    def screen(self) -> list[Notice]:
        device = self.push.devices.get(self.token)
        return list(device.phone.on_screen.values()) if device else []

    @property
    def rung(self) -> list[tuple[str, int, int]]:
        """Title, times shown and times sounded of every notice: once is (…, 1, 1)."""
        return [(notice.title, notice.shown_times, notice.alerts) for notice in self.history]


@asynccontextmanager
async def found_city(
    settings: Settings,
    *,
    clock: SimulatedClock,
    ids: Ids,
    valkey: Redis,
    channel: PushChannel,
    push: Exchange,
) -> AsyncIterator[City]:
    """A city over an open, empty database."""
    app = build_app(settings, clock=clock, ids=ids)
    retention, objects = Retention(), FileObjects(settings.objects.folder)
    erasers = bootstrap.registered_erasers(objects, clock=clock, ids=ids)
    tools = Tools(
        clock=clock,
        ids=ids,
        dice=Random(1),
        reactions=Reactions(clock, ids, retention, erasers.consents),
        channels={channel.name: channel},
        live=LiveFeed(valkey),
        retention=retention,
        workshop=bootstrap.workshop(objects),
        seals=Seals(sealing_key(settings), objects),
        erasers=erasers,
        models=no_models(),
    )
    async with (
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://osan") as http,
        httpx.AsyncClient() as outside,
    ):
        desk = build_sign_in_desk(settings, http=outside, clock=clock, ids=ids)
        city = City(clock, ids, app, http, desk, push, tools)
        await jobs.expire({"tools": tools})
        yield city
        await asyncio.sleep(0)
