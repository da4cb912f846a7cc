"""Which signer this process's advertisements carry links of; without one it advertises nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from domains.consent.public import Purpose
from notifications.opt_out.link import OptOutSigner

MARK: Final = "{opt-out}"
"""Stands in a wording that many share, where each receiver's own link comes: whoever sends it
puts `Outgoing.opt_out` in its place."""

LONGEST_URL: Final = 200
"""Bytes to leave in a payload for the link."""


class _Bound:
    signer: ClassVar[OptOutSigner | None] = None


@contextmanager
def bound(signer: OptOutSigner) -> Iterator[None]:
    """Let this process advertise, with links of this signer, until the block ends."""
    before, _Bound.signer = _Bound.signer, signer
    try:
        yield
    finally:
        _Bound.signer = before


def opt_out_url(person_id: UUID, *, at: datetime) -> str | None:
    """The receiver's own way out of all advertising.

    None while nobody signs here: an advertisement without a way out is unlawful (정보통신망법
    §50④), so it is not sent.
    """
    if _Bound.signer is None:
        return None
    return _Bound.signer.url(person_id, Purpose.COMMERCE_ADVERTISING, at=at)


def with_way_out(said: bytes, url: str) -> bytes:
    """What many share, made one receiver's own; as it is where nothing is advertised."""
    return said.replace(_MARKED, url.encode("ascii")) if url else said


_MARKED: Final = MARK.encode()
