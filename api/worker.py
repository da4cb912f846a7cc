"""A worker as a process: reacts to events, delivers pushes, runs the sweeps."""

import asyncio
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from random import Random, SystemRandom
from typing import Any, cast
from uuid import UUID

import structlog
from arq.worker import Worker, func

from api import bootstrap
from api.keys.rotation import KeyRotation, key_rotation
from api.reactions import Reactions, live_channels
from api.sealing import Seals, seal_records, turn_audit_months
from domains.commute import public as commute
from domains.commute.public import Retention
from domains.consent import public as consent
from domains.governance import public as governance
from domains.governance.public import Workshop
from domains.kernel import idempotency, outbox
from domains.kernel.clock import Clock, SystemClock, seoul_date
from domains.kernel.ids import Ids, UuidV7Ids
from infra.database import open_database
from infra.keys import open_keys
from infra.live import LiveFeed
from infra.object_store import open_object_store
from infra.queue.consume import consume
from infra.queue.relay import OUTAGES
from infra.queue.valkey import QUEUE, redis_settings
from infra.seal_key import sealing_key
from infra.settings import Settings
from infra.telemetry.metrics import DELIVERIES, expose_metrics
from notifications import public as notifications
from notifications.channels.fcm import open_fcm
from notifications.public import PushChannel

log = structlog.get_logger()

RESTART_S = 1.0
ANSWERS_KEPT = timedelta(days=7)
OUTBOX_KEPT = timedelta(days=3)
TIMERS_KEPT = timedelta(days=90)

MISSED_AT_ONCE = 500
RIGHTS_AT_ONCE = 200
CONSENTS_AT_ONCE = 200

LONGEST_TURN = timedelta(seconds=10)
"""Of one job that delivers; the next sweep, a second later, goes on. One more batch and its
settling must still fit into `worker.job_timeout_s`."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the jobs of one worker share."""

    clock: Clock
    ids: Ids
    dice: Random
    reactions: Reactions
    channel: PushChannel
    live: LiveFeed
    retention: Retention
    workshop: Workshop
    seals: Seals
    key_rotation: KeyRotation | None = None


Context = Mapping[str, Any]
"""arq's job context; `tools` holds ours."""


async def react(context: Context, event_ids: list[str]) -> None:
    """Take events from the outbox, do what follows, and ring the phones."""
    tools: Tools = context["tools"]
    done = await consume(
        [UUID(event_id) for event_id in event_ids],
        react=tools.reactions.react,
        clock=tools.clock,
    )
    if not done:
        return
    await _deliver(tools)
    for channel in await live_channels(done):
        await tools.live.publish(channel)


async def deliver(context: Context) -> None:
    """Send what is due: first attempts whose worker died, retries, held messages."""
    await _deliver(context["tools"])


async def miss_arrivals(context: Context) -> None:
    """Fire the timers of bells that have rung."""
    tools: Tools = context["tools"]
    while await commute.miss_arrivals(limit=MISSED_AT_ONCE, clock=tools.clock, ids=tools.ids):
        pass


async def plan_arrivals(context: Context) -> None:
    """Set today's and tomorrow's timers."""
    tools: Tools = context["tools"]
    today = seoul_date(tools.clock.now())
    for day in (today, today + timedelta(days=1)):
        await commute.plan_arrivals(day=day, clock=tools.clock, ids=tools.ids)


async def expire(context: Context) -> None:
    """Keep nothing of commute longer than was promised."""
    tools: Tools = context["tools"]
    await commute.expire(retention=tools.retention, clock=tools.clock)


async def keep_consents(context: Context) -> None:
    """End what has come to its end, ask and tell what is due, and let the stores prove."""
    tools: Tools = context["tools"]
    clock, ids, erasers = tools.clock, tools.ids, bootstrap.ERASERS
    await consent.ask_anew(clock=clock, ids=ids, limit=CONSENTS_AT_ONCE)
    await consent.end_due(erasers=erasers, clock=clock, ids=ids, limit=CONSENTS_AT_ONCE)
    await consent.fire_timers(clock=clock, ids=ids, limit=CONSENTS_AT_ONCE)
    stores = erasers.stores
    await consent.run_erasures(stores=stores, clock=clock, ids=ids, limit=CONSENTS_AT_ONCE)


async def keep_rights(context: Context) -> None:
    """Ring the desk's timers, go on with erasures, destroy copies whose time is over."""
    tools: Tools = context["tools"]
    clock, ids, objects = tools.clock, tools.ids, tools.workshop.objects
    await governance.ring_timers(limit=RIGHTS_AT_ONCE, clock=clock, ids=ids)
    await governance.finish_erasures(objects=objects, limit=RIGHTS_AT_ONCE, clock=clock, ids=ids)
    await governance.expire_exports(objects=objects, limit=RIGHTS_AT_ONCE, clock=clock, ids=ids)


async def build_exports(context: Context) -> None:
    """Make the copies that people wait for, one at a time: each may be large."""
    tools: Tools = context["tools"]
    await governance.build_exports(
        workshop=tools.workshop, limit=1, clock=tools.clock, ids=tools.ids
    )


async def watch_deliveries(context: Context) -> None:
    """Say how far behind the pushes are; quarantined ones want a person."""
    open_now = await notifications.backlog(clock=context["tools"].clock)
    DELIVERIES.labels("due").set(open_now.due)
    DELIVERIES.labels("quarantined").set(open_now.quarantined)


async def rotate_keys(context: Context) -> None:
    """Make the next signing key when its turn comes near."""
    tools: Tools = context["tools"]
    if tools.key_rotation is not None:
        await tools.key_rotation.turn(clock=tools.clock, ids=tools.ids)


async def keep_house(context: Context) -> None:
    """Forget what nobody will ask for again."""
    tools: Tools = context["tools"]
    now = tools.clock.now()
    await idempotency.forget(before=now - ANSWERS_KEPT)
    await outbox.delete_done(before=now - OUTBOX_KEPT)
    await consent.turn_months(clock=tools.clock)
    await consent.delete_fired(before=now - TIMERS_KEPT)
    await commute.expire_records(retention=tools.retention, clock=tools.clock)
    await notifications.keep_house(clock=tools.clock)
    await governance.keep_house(limit=RIGHTS_AT_ONCE, clock=tools.clock, ids=tools.ids)


async def _deliver(tools: Tools) -> None:
    """Batch after batch, but never into arq's timeout: it would cut one off half sent."""
    enough = tools.clock.now() + LONGEST_TURN
    while tools.clock.now() < enough:
        summary = await notifications.deliver_due(
            channel=tools.channel, clock=tools.clock, ids=tools.ids, dice=tools.dice
        )
        if summary.claimed < notifications.BATCH:
            return


JOBS = (
    react,
    deliver,
    miss_arrivals,
    plan_arrivals,
    expire,
    watch_deliveries,
    keep_consents,
    keep_rights,
    build_exports,
    rotate_keys,
    seal_records,
    turn_audit_months,
    keep_house,
)


async def run(settings: Settings) -> None:
    """Work until told to stop; what is under way is finished first."""
    expose_metrics(settings.worker.metrics_port)
    clock, ids = SystemClock(), UuidV7Ids()
    async with (
        open_database(settings.database),
        open_keys(settings),
        bootstrap.open_valkey(settings.valkey) as valkey,
        open_fcm(settings.push, clock=clock) as channel,
        open_object_store(settings.objects) as objects,
    ):
        retention = bootstrap.retention(settings.commute)
        tools = Tools(
            clock=clock,
            ids=ids,
            dice=SystemRandom(),
            reactions=Reactions(clock, ids, retention),
            channel=channel,
            live=LiveFeed(valkey),
            retention=retention,
            workshop=bootstrap.workshop(objects),
            seals=Seals(sealing_key(settings), objects),
            key_rotation=key_rotation(settings),
        )
        await _work_until_stopped(settings, tools)


async def _work_until_stopped(settings: Settings, tools: Tools) -> None:
    """arq's worker ends when Valkey goes away: start another when it is back."""
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    stopped = asyncio.create_task(stop.wait())
    retiring: set[asyncio.Task[None]] = set()
    while not stop.is_set():
        worker = _worker(settings, tools)
        working = asyncio.create_task(worker.async_run())
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            await _drain(worker, working, settings)
        else:
            log.warning("worker.restarts", error=_fault_of(working))
            retiring.add(asyncio.create_task(_retire(worker)))
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(stopped), RESTART_S)
        retiring = {task for task in retiring if not task.done()}
    if retiring:
        await asyncio.wait(retiring, timeout=settings.worker.drain_s)


async def _retire(worker: Worker) -> None:
    """Let its jobs finish: they hold leases and rows, and need no Valkey. Then forget it."""
    await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
    await _close(worker)


def _fault_of(working: "asyncio.Task[None]") -> str:
    fault = None if working.cancelled() else working.exception()
    return type(fault).__name__


async def _drain(worker: Worker, working: "asyncio.Task[None]", settings: Settings) -> None:
    """Take no new job, finish those under way, at most as long as the settings allow."""
    worker.allow_pick_jobs = False
    running = list(worker.tasks.values())
    if running:
        await asyncio.wait(running, timeout=settings.worker.drain_s)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    await _close(worker)


async def _close(worker: Worker) -> None:
    with suppress(*OUTAGES):
        await worker.close()


def _worker(settings: Settings, tools: Tools) -> Worker:
    chosen = settings.worker
    return Worker(
        functions=[func(cast(Any, job), keep_result=0, max_tries=3) for job in JOBS],
        queue_name=QUEUE,
        redis_settings=redis_settings(settings.valkey),
        ctx={"tools": tools},
        max_jobs=chosen.max_jobs,
        poll_delay=chosen.poll_delay_s,
        job_timeout=chosen.job_timeout_s,
        handle_signals=False,
        keep_result=0,
        health_check_interval=30,
        log_results=False,
    )
