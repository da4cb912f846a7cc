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


@dataclass
class Town:
    """What a sign-in story needs within reach."""

    desk: SignInDesk
    provider: Provider
    browser: httpx.AsyncClient
    clock: SimulatedClock

    @property
    def behaviour(self) -> Behaviour:
        return self.provider.behaviour

    def misbehave(self, wrong: Wrong) -> None:
        self.behaviour.wrong = wrong

    async def visit(self, address: str, **params: str) -> httpx.Response:
        """Follow every redirect, as a browser does."""
        return await self.browser.get(address, params=params, follow_redirects=True)

    async def sign_in(self, citizen: str, **params: str) -> httpx.Response:
        return await self.visit(f"{GATEWAY}/auth/login", login_hint=citizen, **params)

    async def answer_for(self, citizen: str) -> httpx.URL:
        """The callback address that the provider would send the browser to, not yet followed."""
        begun = await self.browser.get(f"{GATEWAY}/auth/login", params={"login_hint": citizen})
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
    settings = settings.model_copy(
        update={
            "identity": settings.identity.model_copy(
                update={
                    "providers": {
                        "dev": settings.identity.providers["dev"].model_copy(
                            update={"issuer": PROVIDER}
                        )
                    }
                }
            )
        }
    )
    client = Client(redirect_uris=(f"{GATEWAY}/auth/callback/dev",))
    provider = build_app(issuer=PROVIDER, clients=[client], now=lambda: clock.now().timestamp())
    providers = httpx.ASGITransport(provider)
    async with httpx.AsyncClient(transport=providers) as http:
        desk = build_sign_in_desk(settings, http=http, clock=clock, ids=ids)
        gateway = Starlette(
            routes=auth_routes(desk), middleware=[Middleware(Authentication, tokens=desk.tokens)]
        )
        gateway.add_route("/whoami", whoami)
        mounts = {GATEWAY: httpx.ASGITransport(gateway), PROVIDER: providers}
        async with httpx.AsyncClient(mounts=mounts) as browser:
            yield Town(desk, provider.state.provider, browser, clock)


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
