"""A small town: our sign-in desk and a development provider, talking over real HTTP messages."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.middleware.authentication import Authentication
from api.rest.auth import SignInDesk, auth_routes, build_sign_in_desk
from domains.identity import public as identity
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.emulated_idp.app import build_app
from infra.emulated_idp.misbehaviour import Behaviour, Wrong
from infra.emulated_idp.provider import Client, Provider
from infra.settings import Settings

GATEWAY = "http://gateway.test"
PROVIDER = "http://idp.test"
SCHOOL = "http://school.test"
"""A second provider, where the same people have accounts of their own."""


@dataclass
class Town:
    """What a sign-in story needs within reach."""

    desk: SignInDesk
    provider: Provider
    school: Provider
    browser: httpx.AsyncClient
    clock: SimulatedClock
    gateway: httpx.AsyncBaseTransport
    """For programs, and for other people's browsers."""

    @property
    def behaviour(self) -> Behaviour:
        return self.provider.behaviour

    def misbehave(self, wrong: Wrong) -> None:
        self.behaviour.wrong = wrong

    async def visit(self, address: str, **params: str) -> httpx.Response:
        """Follow every redirect, as a browser does."""
        return await self.browser.get(address, params=params or None, follow_redirects=True)

    async def sign_in(self, citizen: str, **params: str) -> httpx.Response:
        query = {"provider": "dev", "login_hint": citizen, **params}
        return await self.visit(f"{GATEWAY}/auth/login", **query)

    async def answer_for(self, citizen: str, **params: str) -> httpx.URL:
        """The callback address that the provider would send the browser to, not yet followed."""
        query = {"provider": "dev", "login_hint": citizen, **params}
        begun = await self.browser.get(f"{GATEWAY}/auth/login", params=query)
        answered = await self.browser.get(begun.headers["location"])
        return httpx.URL(answered.headers["location"])


async def whoami(request: Request) -> JSONResponse:
    state = request.scope["state"]
    person = state["actor"].person_id
    return JSONResponse(
        {"person": str(person) if person else None, "problem": state["authentication_problem"]}
    )


@pytest.fixture
async def town(
    database: None, settings: Settings, clock: SimulatedClock, ids: Ids
) -> AsyncIterator[Town]:
    dev, school = (_provider(issuer, clock) for issuer in (PROVIDER, SCHOOL))
    providers = {
        PROVIDER: httpx.ASGITransport(dev),
        SCHOOL: httpx.ASGITransport(school),
    }
    async with httpx.AsyncClient(mounts=providers) as http:
        desk = build_sign_in_desk(with_two_providers(settings), http=http, clock=clock, ids=ids)
        site = Starlette(
            routes=auth_routes(desk), middleware=[Middleware(Authentication, tokens=desk.tokens)]
        )
        site.add_route("/whoami", whoami)
        gateway = httpx.ASGITransport(site)
        async with httpx.AsyncClient(mounts={GATEWAY: gateway, **providers}) as browser:
            yield Town(desk, dev.state.provider, school.state.provider, browser, clock, gateway)


def with_two_providers(settings: Settings) -> Settings:
    usual = settings.identity.providers["dev"]
    providers = {
        "dev": usual.model_copy(update={"issuer": PROVIDER}),
        "school": usual.model_copy(
            update={"issuer": SCHOOL, "titles": {"ko": "교육디지털원패스", "en": "School pass"}}
        ),
    }
    identity_settings = settings.identity.model_copy(update={"providers": providers})
    return settings.model_copy(update={"identity": identity_settings})


def _provider(issuer: str, clock: SimulatedClock) -> Starlette:
    ours = [f"{GATEWAY}/auth/callback/{name}" for name in ("dev", "school")]
    client = Client(redirect_uris=(*ours, f"{GATEWAY}/auth/logged-out"))
    return build_app(issuer=issuer, clients=[client], now=lambda: clock.now().timestamp())


@pytest.fixture
def person(database: None, clock: SimulatedClock, ids: Ids):
    """Makes a person of that name."""

    async def make(name: str, **profile):
        return await identity.enrol_person(
            provider="dev",
            subject=name,
            profile=identity.Profile(name, **profile),
            clock=clock,
            ids=ids,
        )

    return make
