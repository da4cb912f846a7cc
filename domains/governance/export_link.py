"""The signature in a link to a copy: for one person, one copy, one end.

Signed with the row's own salt, which nobody outside is shown: no secret of the house to rotate,
and a link dies with its row. It opens a page and no copy: that takes the passphrase.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

PURPOSE = b"osan-talk export link 1"


@dataclass(frozen=True, slots=True)
class ExportLink:
    """What a link says; `until` in whole seconds since 1970."""

    export_id: UUID
    person_id: UUID
    until: int
    signature: str

    @property
    def ends_at(self) -> datetime:
        return datetime.fromtimestamp(self.until, UTC)

    def is_signed_with(self, salt: bytes) -> bool:
        ours = _sign(self.export_id, self.person_id, self.until, salt)
        return hmac.compare_digest(ours.encode(), self.signature.encode())


def sign_link(*, export_id: UUID, person_id: UUID, until: datetime, salt: bytes) -> ExportLink:
    """The link for one person to one copy, until then."""
    ends = int(until.timestamp())
    return ExportLink(export_id, person_id, ends, _sign(export_id, person_id, ends, salt))


def _sign(export_id: UUID, person_id: UUID, until: int, salt: bytes) -> str:
    said = b"".join([export_id.bytes, person_id.bytes, until.to_bytes(8, "big"), PURPOSE])
    digest = hmac.new(salt, said, hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
