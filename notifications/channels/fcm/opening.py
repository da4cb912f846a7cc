"""The channel for FCM or its emulator, whichever the settings name."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random, SystemRandom

import structlog
from redis.asyncio import Redis

from domains.kernel.clock import Clock
from infra.push_quota import Quota, SharedQuota, Unlimited, terms_of
from infra.settings import PushSettings
from infra.wire import open_wire
from notifications.channels.access import Access, EmulatorAccess, ServiceAccountAccess
from notifications.channels.breaker import Breaker
from notifications.channels.fcm.channel import FcmChannel
from notifications.channels.fcm.means import Means
from notifications.channels.fcm.senders import Senders
from notifications.channels.health import HealthWatch, NoWatch
from notifications.channels.seats import Seats
from notifications.lanes import Lane

log = structlog.get_logger()


@asynccontextmanager
async def open_fcm(
    settings: PushSettings,
    *,
    clock: Clock,
    valkey: Redis | None = None,
    health: HealthWatch | None = None,
    dice: Random | None = None,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[FcmChannel]:
    """Without a Valkey no quota is kept: for a push service of one's own.

    Raises ValueError for a quota that cannot be kept.
    """
    chance, seats = dice or SystemRandom(), _seats(settings)
    async with open_wire(settings.base_url, answer_s=settings.timeout_s, tls=tls) as wire:
        means = Means(
            wire=wire,
            path=f"/v1/projects/{settings.project_id}/messages:send",
            access=_access(settings, clock=clock),
            quota=_quota(settings, valkey),
            senders={lane: Senders(lane, seats) for lane in Lane},
            clock=clock,
            fcm=Breaker(dice=chance),
            apns=Breaker(dice=chance),
        )
        try:
            yield FcmChannel(means, health=health or NoWatch())
        finally:
            for senders in means.senders.values():
                await senders.stop()


def _access(settings: PushSettings, *, clock: Clock) -> Access:
    if settings.credentials_json is None:
        return EmulatorAccess()
    return ServiceAccountAccess(settings.credentials_json.get_secret_value(), clock=clock)


def _quota(settings: PushSettings, valkey: Redis | None) -> Quota:
    if valkey is None:
        log.warning("push_quota.unlimited", why="no Valkey was given")
        return Unlimited()
    terms = terms_of(
        per_min=settings.quota_per_min,
        workers=settings.workers,
        connections=settings.concurrency,
    )
    loop = asyncio.get_running_loop()
    return SharedQuota(valkey, name=f"fcm:{settings.project_id}", terms=terms, now=loop.time)


def _seats(settings: PushSettings) -> Seats:
    shares = {
        Lane.SAFETY: settings.safety_share,
        Lane.CARE: settings.care_share,
        Lane.SERVICE: settings.service_share,
    }
    own = {lane: max(1, int(settings.concurrency * share)) for lane, share in shares.items()}
    return Seats(settings.concurrency, own=own)
