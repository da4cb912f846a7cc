"""Every REST route is knocked at with every credential that is not the right one."""

import pytest

from api.app import build_app
from api.rest.who_may_call import ROUTES, Caller, path_of
from tests.matrix import knock
from tests.stories.house import everything

STRANGE = {
    "nothing": None,
    "a forged token": knock.bearer("eyJhbGciOiJub25lIn0.e30."),
    "a forged device secret": knock.basic("00000000-0000-0000-0000-000000000000", "wrong"),
}
GUARDED = (Caller.SESSION, Caller.ONE_TIME_PROOF, Caller.DEVICE, Caller.PROVIDER)


def methods(app) -> list[tuple[str, str]]:
    return sorted(
        (path_of(route), method)
        for route in app.routes
        for method in getattr(route, "methods", None) or ()
        if ROUTES[path_of(route)].caller in GUARDED and method in ("GET", "POST")
    )


@pytest.mark.parametrize("shown", STRANGE)
async def test_a_guarded_route_gives_nothing_and_changes_nothing(
    database, valkey, settings, clock, ids, shown
):
    app = build_app(settings, clock=clock, ids=ids)
    before, authorization = await everything(), STRANGE[shown]
    headers = [(b"host", b"osan"), (b"content-type", b"application/x-www-form-urlencoded")]
    if authorization is not None:
        headers.append((b"authorization", authorization.encode()))
    for path, method in methods(app):
        answer = await knock.call(
            app, method, path.replace("{provider}", "nobody"), headers=headers
        )
        assert b"access_token" not in answer.body, path
        assert answer.status < 500, (path, answer)
    assert await everything() == before
