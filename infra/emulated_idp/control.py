"""`/control/*`: tests and demos tell the provider what to do wrong."""

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.emulated_idp.citizens import Citizen
from infra.emulated_idp.misbehaviour import Wrong
from infra.emulated_idp.provider import Provider


async def rotate_keys(request: Request) -> Response:
    """From now on another key signs."""
    provider: Provider = request.app.state.provider
    return JSONResponse({"kid": provider.keys.rotate()})


async def misbehave(request: Request) -> Response:
    """`{"wrong": "wrong_nonce"}` or `{"wrong": "slow", "slow_s": 3}`, until `/control/reset`."""
    provider: Provider = request.app.state.provider
    wish = await request.json()
    try:
        provider.behaviour.wrong = Wrong(wish.get("wrong"))
    except ValueError:
        return JSONResponse({"known": list(Wrong)}, status_code=400)
    provider.behaviour.slow_s = float(wish.get("slow_s", 3.0))
    return JSONResponse({"wrong": provider.behaviour.wrong})


async def settle(request: Request) -> Response:
    """`{"sub": ..., "name": ..., "birthdate": ...}`: somebody new, whom `login_hint` knows.

    The page goes on to show the demo's citizens alone.
    """
    provider: Provider = request.app.state.provider
    wish = await request.json()
    born = date.fromisoformat(wish["birthdate"])
    provider.citizens[wish["sub"]] = Citizen(wish["sub"], wish["name"], born, "", "")
    return JSONResponse({"sub": wish["sub"]}, status_code=201)


async def reset(request: Request) -> Response:
    """Behave again."""
    provider: Provider = request.app.state.provider
    provider.behaviour.reset()
    return JSONResponse({})


CONTROL_ROUTES = [
    Route("/control/rotate-keys", rotate_keys, methods=["POST"]),
    Route("/control/misbehave", misbehave, methods=["POST"]),
    Route("/control/citizens", settle, methods=["POST"]),
    Route("/control/reset", reset, methods=["POST"]),
]
