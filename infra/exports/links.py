"""Links to exports: signed, for one person and one copy, worthless when their time is over."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

PURPOSE = b"osan-talk export link 1"


@dataclass(frozen=True, slots=True)
class ExportLinks:
    """Signs and checks them; every process that has the secret agrees."""

    public_url: str
    secret: bytes

    def link(self, *, export_id: UUID, person_id: UUID, until: datetime) -> str:
        """Where `person_id` fetches the copy until then."""
        ends = int(until.timestamp())
        return (
            f"{self.public_url}/governance/exports/{export_id}"
            f"?person={person_id}&until={ends}&signature={self._sign(export_id, person_id, ends)}"
        )

    def ends_at(
        self, *, export_id: UUID, person_id: UUID, until: int, signature: str
    ) -> datetime | None:
        """When the link ends; None where it is none of ours."""
        ours = self._sign(export_id, person_id, until)
        if not hmac.compare_digest(ours.encode(), signature.encode()):
            return None
        return datetime.fromtimestamp(until, UTC)

    def _sign(self, export_id: UUID, person_id: UUID, until: int) -> str:
        said = b"\x00".join([PURPOSE, export_id.bytes, person_id.bytes, str(until).encode()])
        digest = hmac.new(self.secret, said, hashlib.sha256).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")
