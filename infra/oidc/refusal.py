"""Why a sign-in did not happen."""

from dataclasses import dataclass, field
from enum import StrEnum


class Refusal(StrEnum):
    """Each for one cause, so that logs and tests can tell them apart."""

    NO_LOGIN_BEGUN = "no_login_begun"
    """No sealed cookie belongs to this state: another browser, a replay, or a forged link."""
    ANSWER_REPLAYED = "answer_replayed"
    """This browser brought the same answer before: a page gone back to, or worse."""
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
    WRONG_ACCESS_TOKEN = "wrong_access_token"  # noqa: S105 - a reason, no secret
    """`at_hash` speaks of another access token than the one that came along."""
    EXPIRED = "expired"
    ISSUED_IN_THE_FUTURE = "issued_in_the_future"
    ISSUED_LONG_AGO = "issued_long_ago"
    NO_SUBJECT = "no_subject"
    RESIDENT_NUMBER = "resident_number"
    """A claim that we would store shows a resident registration number (개인정보보호법 §24의2)."""
    SIGNED_OUT_MEANWHILE = "signed_out_meanwhile"
    """The provider said so while the sign-in was on its way (Back-Channel Logout 1.0 §2.7)."""
    NOT_FRESH = "not_fresh"
    """We asked the provider to ask anew who it is; it did not."""
    AUTH_TIME_UNSAID = "auth_time_unsaid"
    """It does not say when it asked, though `max_age` obliges it to (Core §3.1.2.1): no proof."""

    NO_LOGOUT_TOKEN = "no_logout_token"  # noqa: S105 - a reason, no secret
    """Signed by the provider, for another use (OpenID Connect Back-Channel Logout 1.0 §2.6)."""
    LOGOUT_OF_NOBODY = "logout_of_nobody"
    LOGOUT_REPLAYED = "logout_replayed"


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Refusal
    retry_after_s: int = field(default=0, compare=False)
    """When asking again may help; 0 where time mends nothing."""
