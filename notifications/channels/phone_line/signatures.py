"""HTTP message signatures (RFC 9421) with a shared secret, over a content digest (RFC 9530)."""

import binascii
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)
from http_message_signatures.exceptions import HTTPMessageSignaturesException
from pydantic import SecretStr

from domains.kernel.clock import Clock

COVERED: Final = ("@method", "@target-uri", "content-type")
"""And the digest of the body, which the library adds."""

TAG: Final = "osan-phone-line"
LABEL: Final = "osan"
GOOD_FOR: Final = timedelta(minutes=5)
"""Before and after: so far may two clocks differ, and so long is a nonce remembered."""

FEWEST_BYTES: Final = 32
LONGEST_NONCE: Final = 100


class UnfitSecretError(ValueError):
    """OSAN__PHONE_LINE__SECRET or REPORT_SECRET is not base64 of at least 32 bytes."""


class BadSignature(Exception):
    """Not from whom it says, or not now."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A secret that two parties share, and the name by which they call it."""

    key_id: str
    secret: bytes = field(repr=False)


def shared_secret(given: SecretStr) -> bytes:
    """The bytes of a setting. Raises UnfitSecretError."""
    try:
        secret = b64decode(given.get_secret_value(), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise UnfitSecretError(UnfitSecretError.__doc__) from wrong
    if len(secret) < FEWEST_BYTES:
        raise UnfitSecretError(UnfitSecretError.__doc__)
    return secret


@dataclass(frozen=True, slots=True)
class Spoken:
    """A request as the library reads it."""

    method: str
    url: str
    headers: dict[str, str]


class Signer:
    """Signs what one party says."""

    def __init__(self, key: SigningKey, *, clock: Clock) -> None:
        self._key = key
        self._clock = clock
        self._signer = HTTPMessageSigner(
            signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Known(key)
        )

    def headers(self, method: str, url: str, body: bytes, *, nonce: str) -> dict[str, str]:
        """What a request with this JSON body bears; another nonce for each request."""
        spoken = Spoken(method, url, {"Content-Type": "application/json"})
        self._signer.sign(
            spoken,
            key_id=self._key.key_id,
            created=self._clock.now(),
            nonce=nonce,
            tag=TAG,
            label=LABEL,
            covered_component_ids=COVERED,
            body=body,
        )
        return spoken.headers


class Verifier:
    """Judges what the other party says."""

    def __init__(self, key: SigningKey, *, clock: Clock) -> None:
        self._verifier = _OnTime(key, clock=clock)

    def nonce_of(self, method: str, url: str, headers: dict[str, str], body: bytes) -> str:
        """The nonce of a request that is signed as it must be. Raises BadSignature.

        Whether the nonce was there before, only the caller can know.
        """
        try:
            (result,) = self._verifier.verify(
                Spoken(method, url, headers),
                max_age=GOOD_FOR,
                expect_tag=TAG,
                require_components=COVERED,
                body=body,
            )
        except (HTTPMessageSignaturesException, ValueError) as wrong:
            raise BadSignature(str(wrong)) from wrong
        if not result.nonce or len(result.nonce) > LONGEST_NONCE:
            raise BadSignature("a nonce of 1 to 100 characters is wanted")
        return result.nonce


class _Known(HTTPSignatureKeyResolver):
    """Knows one key by its name."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def resolve_private_key(self, key_id: str) -> bytes:
        return self._secret(key_id)

    def resolve_public_key(self, key_id: str) -> bytes:
        return self._secret(key_id)

    def _secret(self, key_id: str) -> bytes:
        if key_id != self._key.key_id:
            raise InvalidSignature("another key")
        return self._key.secret


class _OnTime(HTTPMessageVerifier):
    """Reads our clock, not the machine's."""

    def __init__(self, key: SigningKey, *, clock: Clock) -> None:
        super().__init__(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Known(key))
        self._clock = clock

    def validate_created_and_expires(
        self, sig_input: Any, max_age: timedelta | None = None
    ) -> None:
        created = sig_input.params.get("created")
        if type(created) is not int:
            raise InvalidSignature("no time of creation")
        try:
            age = abs(self._clock.now() - datetime.fromtimestamp(created, UTC))
        except (OverflowError, OSError, ValueError) as wrong:
            raise InvalidSignature("no time of creation") from wrong
        if max_age is not None and age > max_age:
            raise InvalidSignature("too old, or from the future")
