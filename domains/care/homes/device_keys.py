"""The key with which a device signs, and the password with which it comes in: derived, never kept.

    signing key = HMAC-SHA-256(city's key, "osan-talk home device, signing" || device id)
    password    = the same of "osan-talk home device, password", as base64url

Pairing gives both once. The signing key must be known to check a signature, and ten thousand of
them in a table would be ten thousand in every backup of it; so the table holds none, and the city's
keys lie in the settings alone. A device that was swapped has another id, and with it other keys.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final
from uuid import UUID

SIGNING: Final = b"osan-talk home device, signing"
PASSWORD: Final = b"osan-talk home device, password"


class UnknownCityKeyError(Exception):
    """A device was paired under a key of the city that the settings no longer name."""


class DeviceKeys:
    """Keys of the city, newest first: the newest pairs, each device keeps the one it was paired
    under until it is swapped."""

    def __init__(self, city: Sequence[bytes]) -> None:
        self._city = tuple(city)

    @property
    def newest(self) -> str:
        """The name of the key that devices are paired under now."""
        return _name(self._city[0])

    def has(self, key_id: str) -> bool:
        return key_id in self._named

    def signing(self, device_id: UUID, *, key_id: str) -> bytes:
        """32 bytes. Raises UnknownCityKeyError."""
        return self._derived(SIGNING, device_id, key_id)

    def password(self, device_id: UUID, *, key_id: str) -> str:
        """43 characters of base64url. Raises UnknownCityKeyError."""
        raw = self._derived(PASSWORD, device_id, key_id)
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    def _derived(self, purpose: bytes, device_id: UUID, key_id: str) -> bytes:
        try:
            city = self._named[key_id]
        except KeyError:
            raise UnknownCityKeyError(key_id) from None
        return hmac.digest(city, purpose + device_id.bytes, "sha256")

    @cached_property
    def _named(self) -> Mapping[str, bytes]:
        return {_name(key): key for key in self._city}


def _name(key: bytes) -> str:
    """Sixteen hex digits that say which key it is, and nothing of it."""
    return hashlib.sha256(b"osan-talk home devices: name of a key" + key).hexdigest()[:16]
