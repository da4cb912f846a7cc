"""AES-256-GCM (NIST SP 800-38D) under a fresh key for each file."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
ONCE: Final = bytes(12)
"""A key seals one file, so that no nonce is ever used twice."""


class AesFileLock:
    """A `FileLock`."""

    def lock(self, body: bytes, *, about: str) -> tuple[bytes, str]:
        key = secrets.token_bytes(KEY_BYTES)
        return AESGCM(key).encrypt(ONCE, body, about.encode()), urlsafe_b64encode(key).decode()

    def unlock(self, locked: bytes, key: str, *, about: str) -> bytes | None:
        try:
            return AESGCM(urlsafe_b64decode(key)).decrypt(ONCE, locked, about.encode())
        except InvalidTag:
            return None
