"""Both directions are signed (RFC 9421); of this side's own making, from the contract alone."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)
from http_message_signatures.exceptions import HTTPMessageSignaturesException

TAG = "osan-phone-line"
COVERED = ("@method", "@target-uri", "content-type")
GOOD_FOR_S = 300


@dataclass(frozen=True)
class Keys:
    """Base64 says them in the settings; here they are bytes. The defaults are known to all."""

    asked_by: str = "osan-talk"
    secret: bytes = field(default=b"for development: we ask a telephone", repr=False)
    reported_by: str = "phone-line"
    report_secret: bytes = field(default=b"for development: it reports back !!", repr=False)


@dataclass
class Spoken:
    method: str
    url: str
    headers: dict[str, str]


class _One(HTTPSignatureKeyResolver):
    def __init__(self, name: str, secret: bytes) -> None:
        self._name, self._secret = name, secret

    def resolve_private_key(self, key_id: str) -> bytes:
        return self._of(key_id)

    def resolve_public_key(self, key_id: str) -> bytes:
        return self._of(key_id)

    def _of(self, key_id: str) -> bytes:
        if key_id != self._name:
            raise InvalidSignature("another key")
        return self._secret


class _Verifier(HTTPMessageVerifier):
    """Times are judged by the emulator's own clock."""

    def validate_created_and_expires(
        self, sig_input: object, max_age: timedelta | None = None
    ) -> None:
        pass


def is_signed(spoken: Spoken, body: bytes, *, keys: Keys, now: float) -> bool:
    """Whether the product asked this, a moment ago."""
    verifier = _Verifier(
        signature_algorithm=algorithms.HMAC_SHA256,
        key_resolver=_One(keys.asked_by, keys.secret),
    )
    try:
        (result,) = verifier.verify(spoken, expect_tag=TAG, require_components=COVERED, body=body)
    except (HTTPMessageSignaturesException, ValueError):
        return False
    created = result.parameters.get("created")
    return isinstance(created, int) and abs(now - created) <= GOOD_FOR_S and bool(result.nonce)


def sign_report(url: str, body: bytes, *, keys: Keys, now: float) -> dict[str, str]:
    spoken = Spoken("POST", url, {"Content-Type": "application/json"})
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.HMAC_SHA256,
        key_resolver=_One(keys.reported_by, keys.report_secret),
    )
    signer.sign(
        spoken,
        key_id=keys.reported_by,
        created=datetime.fromtimestamp(now, UTC),
        nonce=secrets.token_urlsafe(18),
        tag=TAG,
        label="osan",
        covered_component_ids=COVERED,
        body=body,
    )
    return spoken.headers
