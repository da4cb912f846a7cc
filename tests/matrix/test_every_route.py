"""Every REST route is knocked at with every credential that is not the right one."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import jwt
import pytest

from api.app import build_app
from api.rest.who_may_call import ROUTES, Caller, path_of
from domains.care.events import DeviceMistrusted
from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Actor
from infra.signing_key import signing_key
from tests.builders.families import Town
from tests.matrix import knock
from tests.stories.house import REMEMBERED, everything

GUARDED = (
    Caller.SESSION,
    Caller.ONE_TIME_PROOF,
    Caller.DEVICE,
    Caller.PROVIDER,
    Caller.PHONE_LINE,
    Caller.OFFICE,
)
MADE_UP = "eyJhbGciOiJub25lIn0.e30."
UUIDS = re.compile(r"\{\w+:uuid\}")
NOBODYS = "00000000-0000-0000-0000-000000000000"
GUESSES = urlencode(
    {"code": MADE_UP, "refresh_token": MADE_UP, "logout_token": MADE_UP, "state": MADE_UP}
).encode()
COOKIES = (
    b"cookie",
    b"osan_refresh=guessed; osan_login=guessed; osan_hint=guessed; osan_office=guessed",
)

STRANGE = (
    "nothing",
    "a forged token",
    "an expired token",
    "a token of a revoked session",
    "a token for another audience",
    "a token signed by somebody else",
    "somebody's good token",
    "a forged device secret",
    "the secret of a revoked device",
)
"""A good token opens none of these doors either: they take cookies, codes, secrets, signatures."""

PROVIDERS_WORD = "tests/identity/test_logging_out_everywhere.py"
STORIES_OF_SIGNATURES = (
    "test_nobody_but_the_provider_signs_citizens_out",
    "test_a_logout_token_with_one_wrong_word_signs_nobody_out",
    "test_a_logout_token_counts_once",
    "test_another_providers_word_is_not_this_ones",
)
"""They need a provider that signs: its keys, its claims, its replays, wrong one by one."""

REPORTERS_WORD = "tests/notifications/test_what_a_telephone_provider_says.py"
STORIES_OF_REPORTS = (
    "test_nobody_but_the_provider_reports",
    "test_a_report_counts_once",
    "test_an_old_report_counts_not_at_all",
    "test_nobody_but_the_provider_says_who_calls",
    "test_a_call_is_told_once",
)

REPORTED = ("care.mistrusts", "kernel.outbox")
"""Who speaks in the name of a home's device and is not believed is counted, and operators hear of
it, at most once an hour: nothing else of them is kept."""


@pytest.fixture
def app(settings, clock, ids):
    return build_app(settings, clock=clock, ids=ids)


@pytest.fixture
async def shown(database, valkey, settings, app, clock, ids) -> dict[str, str | None]:
    """What is shown, by name; `clock` stands where all of it has come to be."""
    town, tokens = Town(clock, ids), app.state.token_desk.tokens
    family = await town.family()
    opened = await _session(family.parent, clock, ids)
    old = tokens.issue(person_id=family.parent, session_id=opened.session_id).text
    clock.advance(timedelta(hours=1))
    good = tokens.issue(person_id=family.parent, session_id=opened.session_id).text
    lost = await _session(family.parent, clock, ids)
    dead = tokens.issue(person_id=family.parent, session_id=lost.session_id).text
    async with app.state.token_desk.watching(settings.database):
        await identity.end_session(refresh_token=lost.refresh_token, clock=clock, ids=ids)
    tracker = await town.tracker(family.child)
    await identity.revoke_device(
        actor=Actor(person_id=family.child), device_id=tracker.device_id, clock=clock, ids=ids
    )
    bearers = {
        "a forged token": MADE_UP,
        "an expired token": old,
        "a token of a revoked session": dead,
        "a token for another audience": _again(good, signing_key(settings), aud="elsewhere"),
        "a token signed by somebody else": good.rpartition(".")[0] + "." + "A" * 86,
        "somebody's good token": good,
    }
    secrets = {
        "a forged device secret": (NOBODYS, "wrong"),
        "the secret of a revoked device": (str(tracker.device_id), tracker.secret),
    }
    return {
        "nothing": None,
        **{name: knock.bearer(token) for name, token in bearers.items()},
        **{name: knock.basic(*secret) for name, secret in secrets.items()},
    }


async def _session(person, clock, ids):
    return await identity.open_session(
        person_id=person, device_name="휴대전화", lives=timedelta(days=1), clock=clock, ids=ids
    )


def _again(token: str, key, **claims: object) -> str:
    """The same token with other words, signed by the right key."""
    said = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(said | claims, key, "ES256", headers=jwt.get_unverified_header(token))


def headers(authorization: str | None) -> list[tuple[bytes, bytes]]:
    said = [(b"host", b"osan"), (b"content-type", b"application/x-www-form-urlencoded"), COOKIES]
    return said if authorization is None else [*said, (b"authorization", authorization.encode())]


def guarded(app) -> Iterator[tuple[str, str]]:
    for route in app.routes:
        if ROUTES[path_of(route)].caller in GUARDED:
            for method in {"GET", "POST"} & set(getattr(route, "methods", None) or ()):
                yield path_of(route), method


@pytest.mark.parametrize("strange", STRANGE)
async def test_a_guarded_route_gives_nothing_and_changes_nothing(app, shown, settings, strange):
    before = await everything(but=(REMEMBERED, *REPORTED))
    known = [row["id"] for row in await sql.fetch("SELECT id FROM kernel.outbox")]
    said = headers(shown[strange])
    async with app.state.token_desk.watching(settings.database):
        for path, method in sorted(guarded(app)):
            there = UUIDS.sub(NOBODYS, path.replace("{provider}", "nobody"))
            for body in (b"", GUESSES) if method == "POST" else (b"",):
                answer = await knock.call(
                    app, method, there, headers=said, body=body, query=GUESSES
                )
                assert b"access_token" not in answer.body, path
                assert answer.status < 500, (path, answer)
    assert await everything(but=(REMEMBERED, *REPORTED)) == before
    told = await sql.fetch("SELECT topic FROM kernel.outbox WHERE id <> ALL($1::uuid[])", known)
    assert {row["topic"] for row in told} <= {DeviceMistrusted.topic}


@pytest.mark.parametrize("strange", [one for one in STRANGE if "good" not in one])
async def test_no_field_answers_to_it_either(app, shown, settings, strange):
    async with app.state.token_desk.watching(settings.database):
        answer = await knock.knock(app, "{ me { id } }", {}, authorization=shown[strange])
    assert answer.codes == ["UNAUTHENTICATED"], answer


def test_what_a_provider_must_sign_has_its_stories(repository):
    words = (repository / PROVIDERS_WORD).read_text()
    doors = [path for path, door in ROUTES.items() if door.caller is Caller.PROVIDER]
    assert doors == ["/auth/backchannel-logout/{provider}"]
    assert [story for story in STORIES_OF_SIGNATURES if f"def {story}(" not in words] == []


def test_what_a_telephone_provider_must_sign_has_its_stories(repository):
    words = (repository / REPORTERS_WORD).read_text()
    doors = sorted(path for path, door in ROUTES.items() if door.caller is Caller.PHONE_LINE)
    assert doors == ["/hooks/phone-line/calls", "/hooks/phone-line/reports"]
    assert [story for story in STORIES_OF_REPORTS if f"def {story}(" not in words] == []
