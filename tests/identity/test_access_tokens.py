"""Who a token speaks for, and when it stops."""

from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.middleware.authentication import Identified, identify, identify_connection
from domains.kernel.actor import ANONYMOUS, Actor, Role
from infra import tokens as tokens_module
from infra.settings import Settings
from infra.signing_key import UnfitSigningKeyError, derived_secret, signing_key
from infra.tokens import AccessTokens, TokenProblem, TokenRefused

ISSUER = "http://gateway.test"


@pytest.fixture(scope="module")
def key():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def tokens(key, clock, ids):
    return AccessTokens(key=key, issuer=ISSUER, lives=timedelta(minutes=10), clock=clock, ids=ids)


@pytest.fixture
def hana(tokens, ids):
    person, session = ids.new(), ids.new()
    token = tokens.issue(person_id=person, session_id=session, roles=[Role.OPERATOR])
    return Actor(person_id=person, session_id=session, roles=frozenset({Role.OPERATOR})), token


def test_a_token_speaks_for_its_person_until_it_ends(tokens, hana, clock):
    actor, token = hana
    for _ in range(2):
        assert tokens.verify(token.text).actor == actor
    clock.advance(timedelta(seconds=token.lives_s))
    assert tokens.verify(token.text) == TokenRefused(TokenProblem.EXPIRED)
    assert tokens.verify(token.text) == TokenRefused(TokenProblem.EXPIRED)


def test_another_gateway_with_the_same_key_agrees(tokens, hana, key, clock, ids):
    other = AccessTokens(key=key, issuer=ISSUER, lives=timedelta(1), clock=clock, ids=ids)
    assert other.verify(hana[1].text).actor == hana[0]


def forged(token: str, key, *, typ="at+jwt", **changes):
    claims = jwt.decode(token, options={"verify_signature": False}) | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    kid = jwt.get_unverified_header(token)["kid"]
    return jwt.encode(claims, key, "ES256", {"typ": typ, "kid": kid})


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "somebody-else"},
        {"aud": None},
        {"sub": "hana"},
        {"sub": None},
        {"sid": None},
        {"exp": None},
        {"jti": None},
        {"iat": 4_000_000_000, "exp": 4_000_000_600},
    ],
)
def test_a_token_of_another_form_is_invalid_though_signed_by_us(tokens, hana, key, changes):
    assert tokens.verify(forged(hana[1].text, key, **changes)) == TokenRefused(TokenProblem.INVALID)


def test_another_kind_of_token_that_we_signed_is_no_access_token(tokens, hana, key):
    assert tokens.verify(forged(hana[1].text, key, typ="JWT")) == TokenRefused(TokenProblem.INVALID)
    assert tokens.verify(forged(hana[1].text, key)).actor == hana[0]


def test_a_token_signed_by_somebody_else_is_invalid(tokens, hana):
    other = ec.generate_private_key(ec.SECP256R1())
    assert tokens.verify(forged(hana[1].text, other)) == TokenRefused(TokenProblem.INVALID)


def test_an_unsigned_token_is_invalid(tokens, hana):
    claims = jwt.decode(hana[1].text, options={"verify_signature": False})
    unsigned = jwt.encode(claims, None, "none")
    assert tokens.verify(unsigned) == TokenRefused(TokenProblem.INVALID)


def test_a_role_that_this_release_does_not_know_is_left_out(tokens, hana, key):
    token = forged(hana[1].text, key, roles=["operator", "mayor"])
    assert tokens.verify(token).actor.roles == {Role.OPERATOR}


def test_remembered_tokens_are_bounded(tokens, ids, monkeypatch):
    monkeypatch.setattr(tokens_module, "KNOWN_TOKENS", 3)
    for _ in range(10):
        issued = tokens.issue(person_id=ids.new(), session_id=ids.new())
        tokens.verify(issued.text)
    assert len(tokens._known) == 3


def test_a_bearer_token_names_the_actor(tokens, hana):
    for value in (f"Bearer {hana[1].text}", f"bearer  {hana[1].text} ", hana[1].text):
        assert identify(tokens, value).actor == hana[0]


@pytest.mark.parametrize("value", [None, "", "  "])
def test_no_credential_is_nobody_and_no_problem(tokens, value):
    assert identify(tokens, value) == Identified(ANONYMOUS, None)


@pytest.mark.parametrize("value", ["Bearer x", "Bearer", "Basic eDp5", "a.b.c"])
def test_a_bad_credential_is_nobody_with_a_problem(tokens, value):
    assert identify(tokens, value) == Identified(ANONYMOUS, TokenProblem.INVALID)


def test_a_socket_says_who_it_is_in_its_first_message(tokens, hana):
    said = {"Authorization": f"Bearer {hana[1].text}"}
    assert identify_connection(tokens, said).actor == hana[0]
    assert identify_connection(tokens, said).expires_at is not None
    assert identify_connection(tokens, {}) == Identified()
    assert identify_connection(tokens, {"authorization": 7}).problem == TokenProblem.INVALID


def test_a_development_key_is_made_once_and_kept_private(settings: Settings, tmp_path):
    settings = settings.model_copy(update={"state_dir": tmp_path / "new"})
    first, second = signing_key(settings), signing_key(settings)
    assert first.private_numbers() == second.private_numbers()
    (kept,) = (tmp_path / "new").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_secrets_derived_for_two_purposes_differ(key):
    assert derived_secret(key, purpose="a") == derived_secret(key, purpose="a")
    assert derived_secret(key, purpose="a") != derived_secret(key, purpose="b")


def test_a_configured_key_of_the_wrong_kind_stops_the_start(settings: Settings):
    from pydantic import SecretStr

    identity = settings.identity.model_copy(update={"signing_key": SecretStr("no key")})
    with pytest.raises(UnfitSigningKeyError):
        signing_key(settings.model_copy(update={"identity": identity}))
