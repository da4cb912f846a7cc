"""The link of one person out of one purpose, and the signature that keeps others from making it.

    person (16 bytes) · purpose (1) · last day (4, as a proleptic ordinal) · keyed BLAKE2s (16)

(RFC 7693 §2.9; a campaign signs a million, and OpenSSL takes seven times as long to an HMAC)
in base64url: 50 letters, so that a text message carries it. The signature needs no row: a link in
an old message is checked without asking who was told what, and tells nobody who exists.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.clock import seoul_date

YEARS: Final = 2
"""The law names no end (정보통신망법 §50④ wants an easy way out in each advertisement). A yes is
asked about anew every two years (§50⑧): so long, and to the end of that month, its messages may
lie in a phone and must lead out."""

CODES: Final[Mapping[Purpose, int]] = {
    Purpose.COMMERCE_ADVERTISING: 1,
    Purpose.COMMERCE_ADVERTISING_NIGHT: 2,
}
"""What a link may end, as it is written in links; never renumber."""

_PURPOSES: Final = {code: purpose for purpose, code in CODES.items()}
_CONTEXT: Final = b"opt-out1"
_SAID: Final = 21
_TAG: Final = 16


@dataclass(frozen=True, slots=True)
class OptOut:
    """What a link says, once its signature was found to be ours; `until` is its last day."""

    person_id: UUID
    purpose: Purpose
    until: date

    def is_over(self, now: datetime) -> bool:
        return seoul_date(now) > self.until


class OptOutSigner:
    """Signs with the newest key, and knows those before it by trying them."""

    def __init__(self, *, public_url: str, keys: Sequence[bytes]) -> None:
        """`public_url` is the house's own address; `keys` are 32 bytes each, newest first."""
        self._base = f"{public_url}/opt-out/"
        self._keys = tuple(keys)

    def url(self, person_id: UUID, purpose: Purpose, *, at: datetime) -> str:
        """Where one tap ends it; ASCII, and nothing in it that JSON would escape."""
        said = person_id.bytes + _rest_of(purpose, at)
        token = urlsafe_b64encode(said + _mac(self._keys[0], said))
        return self._base + token.decode().rstrip("=")

    def read(self, token: str) -> OptOut | None:
        """What a link's last part says; None for whatever we did not sign."""
        raw = _raw(token)
        if raw is None:
            return None
        said, tag = raw[:_SAID], raw[_SAID:]
        if not any(hmac.compare_digest(_mac(key, said), tag) for key in self._keys):
            return None
        purpose = _PURPOSES.get(said[16])
        if purpose is None:
            return None
        until = date.fromordinal(int.from_bytes(said[17:], "big"))
        return OptOut(UUID(bytes=said[:16]), purpose, until)


@lru_cache(maxsize=16)
def _rest_of(purpose: Purpose, at: datetime) -> bytes:
    """The same for a whole batch."""
    return bytes([CODES[purpose]]) + _last_day(seoul_date(at)).toordinal().to_bytes(4, "big")


def _mac(key: bytes, said: bytes) -> bytes:
    return hashlib.blake2s(said, key=key, person=_CONTEXT, digest_size=_TAG).digest()


def _raw(token: str) -> bytes | None:
    try:
        raw = urlsafe_b64decode(token.encode("ascii") + b"==")
    except ValueError:
        return None
    return raw if len(raw) == _SAID + _TAG else None


def _last_day(day: date) -> date:
    """The end of this month in two years: one link a person and month, whatever the campaign."""
    month = day.year * 12 + day.month + YEARS * 12
    return date.fromordinal(date(month // 12, month % 12 + 1, 1).toordinal() - 1)
