"""What the provider gets wrong when it is told to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

A_LONG_TIME_S = 3_600
OF_NOBODY = "000101-3000000"
"""Has the shape of a resident registration number; no such one was ever given out."""


class Wrong(StrEnum):
    """One thing that a relying party must notice."""

    NONCE = "wrong_nonce"
    NO_NONCE = "missing_nonce"
    AUDIENCE = "wrong_audience"
    AUTHORIZED_PARTY = "wrong_authorized_party"
    ISSUER = "wrong_issuer"
    EXPIRED = "expired"
    NOT_YET_ISSUED = "issued_in_the_future"
    ACCESS_TOKEN = "wrong_access_token"  # noqa: S105 - a fault, no secret
    STALE = "asks_nobody_anew"
    SILENT = "never_says_when_it_asked"
    RESIDENT_NUMBER = "names_people_by_their_resident_number"
    SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"
    UNSIGNED = "unsigned"
    STATE = "wrong_state"
    DOWN = "down"
    SLOW = "slow"
    GARBLED = "garbled"


@dataclass(slots=True)
class Behaviour:
    """What goes wrong until it is reset; None is the well-behaved provider."""

    wrong: Wrong | None = None
    slow_s: float = 0.0

    def reset(self) -> None:
        self.wrong, self.slow_s = None, 0.0


def spoil(claims: Mapping[str, Any], wrong: Wrong | None) -> dict[str, Any]:
    """The claims of an ID token, with the one fault that was asked for."""
    spoilt = dict(claims)
    match wrong:
        case Wrong.NONCE:
            spoilt["nonce"] = "another sign-in's"
        case Wrong.NO_NONCE:
            spoilt.pop("nonce", None)
        case Wrong.AUDIENCE:
            spoilt["aud"] = "somebody-else"
        case Wrong.AUTHORIZED_PARTY:
            spoilt |= {"aud": [claims["aud"], "somebody-else"], "azp": "somebody-else"}
        case Wrong.ISSUER:
            spoilt["iss"] = "https://elsewhere.example"
        case Wrong.EXPIRED:
            spoilt |= {"iat": claims["iat"] - 2 * A_LONG_TIME_S, "exp": claims["iat"] - 1_000}
        case Wrong.NOT_YET_ISSUED:
            spoilt |= {"iat": claims["iat"] + A_LONG_TIME_S, "exp": claims["exp"] + A_LONG_TIME_S}
        case Wrong.ACCESS_TOKEN:
            spoilt["at_hash"] = "another-tokens-hash"
        case Wrong.STALE:
            spoilt["auth_time"] = claims["iat"] - A_LONG_TIME_S
        case Wrong.SILENT:
            spoilt.pop("auth_time", None)
        case Wrong.RESIDENT_NUMBER:
            spoilt["sub"] = OF_NOBODY
        case _:
            pass
    return spoilt
