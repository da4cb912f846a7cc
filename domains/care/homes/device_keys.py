"""The key with which a device signs, and the password with which it comes in: derived, never kept.

    signing key = HMAC-SHA-256(city's key, "osan-talk home device, signing" || device id)
    password    = HMAC-SHA-256(city's key, "osan-talk home device, password" || device id), base64url

Pairing gives both once. The signing key must be known to check a signature, and ten thousand of
them in a table would be ten thousand in every backup of it; so the table holds none, and the city's
key lies in the settings alone. A device that was swapped has another id, and with it other keys.
"""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

SIGNING = b"osan-talk home device, signing"
PASSWORD = b"osan-talk home device, password"


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """Keys of the city, newest first: the newest pairs, all are believed."""

    city: Sequence[bytes] = field(repr=False)

    def signing(self, device_id: UUID) -> tuple[bytes, ...]:
        """By which a device may have signed: 32 bytes each, the newest first."""
        return tuple(_derive(key, SIGNING, device_id) for key in self.city)

    def password(self, device_id: UUID) -> str:
        """What a device that is paired now is given; only its hashes are kept."""
        raw = _derive(self.city[0], PASSWORD, device_id)
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _derive(city: bytes, purpose: bytes, device_id: UUID) -> bytes:
    return hmac.digest(city, purpose + device_id.bytes, "sha256")
