"""Why a sign-in did not happen."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Each for one cause, so that logs and tests can tell them apart."""

    NO_LOGIN_BEGUN = "no_login_begun"
    """No sealed cookie belongs to this state: another browser, a replay, or a forged link."""
    LOGIN_TOOK_TOO_LONG = "login_took_too_long"
    WRONG_STATE = "wrong_state"
    CITIZEN_DECLINED = "citizen_declined"
    PROVIDER_SAYS_NO = "provider_says_no"
    PROVIDER_MIXED_UP = "provider_mixed_up"
    """The answer names another issuer than the one we asked (RFC 9207)."""
    CODE_REFUSED = "code_refused"
    """The provider would not take the code: used before, expired, or not ours."""

    PROVIDER_DOWN = "provider_down"
    PROVIDER_GARBLED = "provider_garbled"

    UNFIT_ALGORITHM = "unfit_algorithm"
    UNKNOWN_KEY = "unknown_key"
    BAD_SIGNATURE = "bad_signature"
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    WRONG_AUTHORIZED_PARTY = "wrong_authorized_party"
    WRONG_NONCE = "wrong_nonce"
    EXPIRED = "expired"
    ISSUED_IN_THE_FUTURE = "issued_in_the_future"
    ISSUED_LONG_AGO = "issued_long_ago"
    NO_SUBJECT = "no_subject"


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Refusal
