"""What the composition root hands to resolvers, beyond the database that use cases reach."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from domains.care.ports import PlanPrinter
from domains.commute.public import Report, ReportOutcome, Retention
from domains.consent.public import NOBODY, Erasers
from domains.governance.ports import NewLock
from domains.kernel.attempts import Attempts, Uncounted
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Exporter, PersonEraser

ReportPositions = Callable[[Report], Awaitable[ReportOutcome]]

Listen = Callable[[str], AbstractAsyncContextManager[asyncio.Event]]
"""Opens a live channel: the event is set whenever something happened there."""


async def _nowhere(_: Report) -> ReportOutcome:
    raise Unavailable("this gateway was built without a door for positions")


def _silence(_: str) -> AbstractAsyncContextManager[asyncio.Event]:
    raise Unavailable("this gateway was built without live feeds")


SessionStands = Callable[[UUID | None], Awaitable[bool]]


SessionEnd = Callable[[UUID | None], Awaitable[None]]


async def _always(_: UUID | None) -> bool:
    return True


async def _never(_: UUID | None) -> None:
    await asyncio.Event().wait()


def _no_plan_printer() -> PlanPrinter:
    raise Unavailable("this gateway was built without a printer of plans")


def _no_passphrase() -> NewLock:
    raise Unavailable("this gateway was built without a sealer of copies")


PersonErasers = Callable[[Clock, Ids], Mapping[str, PersonEraser]]


def _no_erasers(_: Clock, __: Ids) -> Mapping[str, PersonEraser]:
    raise Unavailable("this gateway was built without erasers")


@dataclass(frozen=True, slots=True)
class RightsParts:
    """What every domain registered with the rights desk, and who makes passphrases."""

    exporters: Mapping[str, Exporter] = field(default_factory=dict)
    erasers: PersonErasers = _no_erasers
    new_lock: Callable[[], NewLock] = _no_passphrase


@dataclass(frozen=True, slots=True)
class WebPush:
    """What browsers subscribe with; `allow_local` is for development alone."""

    public_key: str = ""
    allow_local: bool = False


@dataclass(frozen=True, slots=True)
class Services:
    """Adapters behind the domains' ports; the composition root builds them, one field each."""

    report_positions: ReportPositions = _nowhere
    most_positions: int = 500
    """In one request."""
    listen: Listen = _silence
    retention: Retention = field(default_factory=Retention)
    erasers: Erasers = NOBODY
    rights: RightsParts = field(default_factory=RightsParts)
    """What the rights desk works with."""
    public_url: str = "http://localhost"
    """What the outside calls this gateway, without a slash at the end."""
    provider_titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What sign-in providers are called, by their name and a language."""
    attempts: Attempts = field(default_factory=Uncounted)
    """Counts tries at what could be guessed: see `domains.kernel.attempts`."""
    session_stands: SessionStands = _always
    """Whether a session was not ended; asks the table where the news of ends may be late."""
    session_end: SessionEnd = _never
    """Returns when a session has ended: streams that it opened end with it."""
    fresh_for: timedelta = timedelta(minutes=5)
    """How long a sign-in is good for dangerous acts: see `gateway.permissions.Fresh`."""
    web_push: WebPush = WebPush()
    """By which key browsers know us."""
    home_events_kept: timedelta = timedelta(days=14)
    """How long it is known when a device of a home was heard."""
    pairing_within: timedelta = timedelta(minutes=15)
    """How long a code waits for a new device of a home."""
    plan_printer: Callable[[], PlanPrinter] = _no_plan_printer
    """Prints a senior's care plan."""
