"""The gateway's composition root: every adapter built once, handed inward."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial

import httpx
from gateway.app import build_graphql_app, graphql_routes
from gateway.context import Context, ContextFactory
from gateway.execution.limits import Limits
from gateway.schema import whole_schema
from gateway.services import Services, WebPush
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, Route
from structlog.contextvars import get_contextvars

from api import bootstrap
from api.care_pages import care_pages
from api.machine_routes import machine_routes
from api.middleware.authentication import Authentication, Identified, identify_connection
from api.middleware.cross_origin import CrossOrigin
from api.middleware.rate_limits import RateLimits, visitor_of
from api.middleware.request_context import RequestContext
from api.middleware.resident_numbers import ResidentNumbers
from api.middleware.security_headers import SecurityHeaders
from api.on_behalf import on_behalf
from api.rest.auth import SignInDesk, auth_routes, build_sign_in_desk
from api.rest.auth.too_many import told_to_wait
from api.rest.front import front_route
from api.rest.governance import ExportPages, ReceiptPages, export_routes, receipt_routes
from api.rest.health import health_routes
from api.rest.ingest.commute_door import CommuteDoor
from api.rest.ingest.home_pulse import keep_pulse
from api.rest.notifications import OptOutPages, opt_out_routes
from api.rest.ops import OperatorsDesk, ops_routes
from api.rest.readiness import DatabaseProbe, MigrationsProbe, ModelsProbe, ValkeyProbe
from api.rights_parts import rights_parts
from api.standing_offices import with_standing_offices
from api.token_desk import TokenDesk, build_token_desk
from domains.kernel.attempts import Attempts
from domains.kernel.clock import Clock
from domains.kernel.errors import Unauthenticated
from domains.kernel.ids import Ids, UuidV7Ids
from domains.kernel.text import pick_locale
from infra.attempts import CountedAttempts
from infra.database import open_database
from infra.ended_sessions import EndedSessions
from infra.exports import PassphraseSealer, ZipPacker
from infra.keys import open_keys
from infra.large_print import LargePrint
from infra.live import LiveFeed
from infra.object_store import open_object_store
from infra.process_clock import process_clock
from infra.settings import GatewaySettings, Settings
from notifications.channels.web_push import vapid_key


def build_app(
    settings: Settings, *, clock: Clock | None = None, ids: Ids | None = None
) -> Starlette:
    """The gateway over `settings`; tests hand in their own clock and ids."""
    clock, ids = clock or process_clock(settings), ids or UuidV7Ids()
    http = httpx.AsyncClient(timeout=5)
    valkey = bootstrap.open_valkey(settings.valkey)
    live = LiveFeed(valkey)
    attempts = CountedAttempts(valkey, clock=clock)
    token_desk = build_token_desk(settings, clock=clock, ids=ids)
    desk = build_sign_in_desk(
        settings, http=http, clock=clock, ids=ids, tokens=token_desk.tokens, attempts=attempts
    )
    door = _door(settings, clock=clock, ids=ids)
    services = _services(settings, door=door, live=live, attempts=attempts, ended=token_desk.ended)
    graphql = build_graphql_app(
        whole_schema(),
        context_factory=_context_factory(desk, services, clock=clock, ids=ids),
        limits=_limits(settings.gateway),
        playground=_has_playground(settings.gateway),
    )
    app = Starlette(
        routes=[
            front_route(playground=_has_playground(settings.gateway)),
            *graphql_routes(graphql),
            *auth_routes(desk),
            *machine_routes(door, settings, valkey=valkey, clock=clock, ids=ids),
            *_page_routes(settings, attempts=attempts, clock=clock, ids=ids),
            *ops_routes(_operators_desk(settings, desk, ended=token_desk.ended)),
            *care_pages(settings, desk, ended=token_desk.ended),
            *_health(settings, http=http, valkey=valkey),
        ],
        middleware=_middleware(settings, desk, valkey=valkey, clock=clock, ids=ids),
        lifespan=_lifespan(
            settings, http=http, valkey=valkey, live=live, token_desk=token_desk, clock=clock
        ),
    )
    app.state.drain, app.state.live = graphql.drain, live
    app.state.token_desk = token_desk
    return app


def _middleware(
    settings: Settings, desk: SignInDesk, *, valkey: Redis, clock: Clock, ids: Ids
) -> list[Middleware]:
    return [
        Middleware(RequestContext, ids=ids),
        *_before_browsers(settings.gateway),
        Middleware(ResidentNumbers),
        _sign_in_limits(settings, valkey=valkey, clock=clock),
        Middleware(Authentication, tokens=desk.tokens),
    ]


def _page_routes(
    settings: Settings, *, attempts: Attempts, clock: Clock, ids: Ids
) -> Iterator[BaseRoute]:
    """The pages that a link or a code opens, without a sign-in."""
    yield from export_routes(_export_pages(settings, attempts=attempts, clock=clock, ids=ids))
    yield from receipt_routes(ReceiptPages(attempts, clock))
    yield from opt_out_routes(_opt_out_pages(settings, clock=clock, ids=ids))


def _health(settings: Settings, *, http: httpx.AsyncClient, valkey: Redis) -> list[Route]:
    """Models are asked after where there are any; without them every domain has its fallback."""
    address = settings.models.base_url
    return health_routes(
        [DatabaseProbe(), ValkeyProbe(valkey), MigrationsProbe()],
        lesser=[] if address is None else [ModelsProbe(http, address)],
    )


def _has_playground(settings: GatewaySettings) -> bool:
    return settings.playground and settings.introspection


def _services(
    settings: Settings,
    *,
    door: CommuteDoor,
    live: LiveFeed,
    attempts: Attempts,
    ended: EndedSessions,
) -> Services:
    return Services(
        report_positions=door.report,
        most_positions=settings.commute.max_batch,
        listen=live.listening,
        retention=bootstrap.retention(settings.commute),
        erasers=bootstrap.ERASERS,
        rights=rights_parts(),
        public_url=settings.gateway.public_url,
        provider_titles={name: each.titles for name, each in settings.identity.providers.items()},
        attempts=attempts,
        session_stands=ended.stands,
        session_end=ended.end_of,
        fresh_for=timedelta(seconds=settings.identity.step_up_s),
        web_push=WebPush(vapid_key(settings).public, settings.web_push.allow_local),
        home_events_kept=timedelta(days=settings.homes.raw_kept_days),
        pairing_within=timedelta(seconds=settings.homes.pairing_s),
        plan_printer=LargePrint,
    )


def _sign_in_limits(settings: Settings, *, valkey: Redis, clock: Clock) -> Middleware:
    limits = bootstrap.sign_in_limits(settings.rates, valkey=valkey, clock=clock)
    return Middleware(RateLimits, limits=limits, refuse=told_to_wait)


def _export_pages(settings: Settings, *, attempts: Attempts, clock: Clock, ids: Ids) -> ExportPages:
    return ExportPages(
        objects=partial(open_object_store, settings.objects),
        sealer=PassphraseSealer(),
        packer=ZipPacker(),
        attempts=attempts,
        clock=clock,
        ids=ids,
    )


def _opt_out_pages(settings: Settings, *, clock: Clock, ids: Ids) -> OptOutPages:
    return OptOutPages(
        signer=bootstrap.opt_out_signer(settings),
        contact=settings.advertising.contact,
        erasers=bootstrap.ERASERS,
        clock=clock,
        ids=ids,
    )


def _operators_desk(settings: Settings, desk: SignInDesk, *, ended: EndedSessions) -> OperatorsDesk:
    return OperatorsDesk(
        sign_in=desk,
        stands=ended.stands,
        terms=bootstrap.push_terms(settings),
        clock=desk.clock,
        ids=desk.ids,
    )


def _door(settings: Settings, *, clock: Clock, ids: Ids) -> CommuteDoor:
    return CommuteDoor(
        bootstrap.position_door(settings.commute, clock=clock, ids=ids),
        pace=bootstrap.device_pace(settings.rates, clock=clock),
    )


def _before_browsers(settings: GatewaySettings) -> list[Middleware]:
    """What browsers are told; of other origins nothing where nobody is let in."""
    https, origins = settings.public_url.startswith("https:"), settings.allowed_origins
    headers = Middleware(SecurityHeaders, https=https)
    return [headers, Middleware(CrossOrigin, origins=origins)] if origins else [headers]


def _limits(settings: GatewaySettings) -> Limits:
    return Limits(
        depth=settings.max_depth,
        aliases=settings.max_aliases,
        directives=settings.max_directives,
        tokens=settings.max_tokens,
        introspection=settings.introspection,
        body_bytes=settings.max_body_bytes,
    )


def _context_factory(
    desk: SignInDesk, services: Services, *, clock: Clock, ids: Ids
) -> ContextFactory:
    async def make(connection: HTTPConnection, parameters: Mapping[str, object]) -> Context:
        identified = _identified(desk, connection, parameters)
        if identified.problem is not None:
            raise Unauthenticated
        identified = await with_standing_offices(identified, at=clock.now())
        identified = await on_behalf(identified, connection, parameters, at=clock.now())
        named = get_contextvars()
        return Context(
            actor=identified.actor,
            clock=clock,
            ids=ids,
            locale=pick_locale(connection.headers.get("accept-language")),
            request_id=str(named.get("request_id", "")),
            trace_id=str(named.get("trace_id", "")),
            services=services,
            expires_at=identified.expires_at,
            address=visitor_of(connection.scope),
        )

    return make


def _identified(
    desk: SignInDesk, connection: HTTPConnection, parameters: Mapping[str, object]
) -> Identified:
    """A socket may say who it is in its first message; else the headers do."""
    said = identify_connection(desk.tokens, parameters)
    if said.problem is not None or said.actor.is_authenticated:
        return said
    state = connection.state
    return Identified(state.actor, state.authentication_problem, state.token_expires_at)


def _lifespan(
    settings: Settings,
    *,
    http: httpx.AsyncClient,
    valkey: Redis,
    live: LiveFeed,
    token_desk: TokenDesk,
    clock: Clock,
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(open_database(settings.database))
            await stack.enter_async_context(open_keys(settings))
            await stack.enter_async_context(http)
            stack.push_async_callback(valkey.aclose)
            await stack.enter_async_context(token_desk.watching(settings.database))
            beside = [
                asyncio.create_task(live.run(), name="live-feed"),
                asyncio.create_task(keep_pulse(clock), name="pulse-of-homes"),
            ]
            try:
                yield
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)

    return lifespan
