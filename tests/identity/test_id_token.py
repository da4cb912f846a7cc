"""What a signed token must say before we believe it: a table."""

from datetime import UTC, datetime

import pytest

from infra.oidc.id_token import Expected, at_hash, refusal_of
from infra.oidc.refusal import Refusal

NOW = datetime(2026, 3, 3, tzinfo=UTC)
AT = int(NOW.timestamp())
EXPECTED = Expected(issuer="https://idp.example", client_id="osan-talk", nonce="n")
GOOD = {
    "iss": "https://idp.example",
    "aud": "osan-talk",
    "sub": "hana",
    "nonce": "n",
    "iat": AT,
    "exp": AT + 300,
}


def test_the_access_tokens_hash_is_as_the_standard_computes_it():
    """The example of OpenID Connect Core, Appendix A.3."""
    token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
    assert at_hash(token, algorithm="RS256") == "77QmUPtjPfzWtF2AnpK9RQ"


@pytest.mark.parametrize(
    ("auth_time", "reason"),
    [
        (AT, None),
        (AT - 60, None),
        (AT - 61, Refusal.NOT_FRESH),
        (None, Refusal.AUTH_TIME_UNSAID),
        ("now", Refusal.AUTH_TIME_UNSAID),
    ],
)
def test_whoever_was_to_prove_anew_who_they_are_did_so_since_we_asked(auth_time, reason):
    asked = Expected(EXPECTED.issuer, EXPECTED.client_id, "n", asked_anew_at=NOW)
    assert refusal_of(GOOD | {"auth_time": auth_time}, expected=asked, now=NOW) == reason


@pytest.mark.parametrize(
    "fine",
    [
        {},
        {"aud": ["osan-talk"]},
        {"aud": ["osan-talk", "other"], "azp": "osan-talk"},
        {"azp": "osan-talk"},
        {"iat": AT + 60},
        {"iat": AT - 960, "exp": AT - 59},
        {"iat": AT + 0.5, "exp": AT + 300.5},
        {"exp": 253_402_300_799},
        {"sub": "100010130000001"},
        {"email": "000101-3000000@kept.nowhere"},
    ],
)
def test_a_good_token_is_believed_within_the_clocks_skew(fine):
    assert refusal_of(GOOD | fine, expected=EXPECTED, now=NOW) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iss": "https://idp.example/"}, Refusal.WRONG_ISSUER),
        ({"iss": None}, Refusal.WRONG_ISSUER),
        ({"aud": "other"}, Refusal.WRONG_AUDIENCE),
        ({"aud": []}, Refusal.WRONG_AUDIENCE),
        ({"aud": None}, Refusal.WRONG_AUDIENCE),
        ({"aud": ["osan-talk", "other"]}, Refusal.WRONG_AUTHORIZED_PARTY),
        ({"azp": "other"}, Refusal.WRONG_AUTHORIZED_PARTY),
        ({"exp": AT - 60}, Refusal.EXPIRED),
        ({"exp": None}, Refusal.EXPIRED),
        ({"exp": "tomorrow"}, Refusal.EXPIRED),
        ({"exp": True}, Refusal.EXPIRED),
        ({"exp": 1e30}, Refusal.EXPIRED),
        ({"iat": AT + 61}, Refusal.ISSUED_IN_THE_FUTURE),
        ({"iat": AT - 961}, Refusal.ISSUED_LONG_AGO),
        ({"iat": None}, Refusal.ISSUED_LONG_AGO),
        ({"nonce": "m"}, Refusal.WRONG_NONCE),
        ({"nonce": None}, Refusal.WRONG_NONCE),
        ({"sub": ""}, Refusal.NO_SUBJECT),
        ({"sub": None}, Refusal.NO_SUBJECT),
        ({"sub": "x" * 256}, Refusal.NO_SUBJECT),
        ({"sub": "hana\0"}, Refusal.NO_SUBJECT),
        ({"sub": "hana\ud800"}, Refusal.NO_SUBJECT),
        ({"sub": "000101-3000000"}, Refusal.RESIDENT_NUMBER),
        ({"sub": "kr:0001013000000"}, Refusal.RESIDENT_NUMBER),
        ({"sid": "０００１０１－３００００００"}, Refusal.RESIDENT_NUMBER),
        ({"name": "김하나 000101-3000000"}, Refusal.RESIDENT_NUMBER),
        ({"nickname": "000101 3000000"}, Refusal.RESIDENT_NUMBER),
    ],
)
def test_one_wrong_word_and_the_token_is_refused_for_that_reason(change, reason):
    assert refusal_of(GOOD | change, expected=EXPECTED, now=NOW) == reason
