"""Key-encryption keys: what the data keys are wrapped in. They come from the settings."""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.settings import Settings

KEY_FILE = "wrapping_key"


class UnfitWrappingKeyError(ValueError):
    """OSAN__KEYS__WRAPPING holds something other than base64 of 32 bytes."""


class UnknownWrappingKeyError(Exception):
    """A data key is wrapped in a key that OSAN__KEYS__WRAPPING no longer names."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key as it lies in the store; `wrapping_id` tells in which key it is wrapped."""

    wrapping_id: str
    data: bytes


class Wrapping:
    """Wraps under the newest key, unwraps under any that is still named."""

    def __init__(self, secrets_: Sequence[bytes]) -> None:
        """Newest first."""
        self._keys = {wrapping_id(secret): AESGCM(secret) for secret in secrets_}
        self.newest = wrapping_id(secrets_[0])

    def wrap(self, data_key: bytes, *, owner_id: UUID, version: int) -> Wrapped:
        """Bound to its owner and version: a row that is moved does not unwrap."""
        nonce = secrets.token_bytes(12)
        sealed = self._keys[self.newest].encrypt(nonce, data_key, _place(owner_id, version))
        return Wrapped(self.newest, nonce + sealed)

    def unwrap(self, wrapped: Wrapped, *, owner_id: UUID, version: int) -> bytes:
        key = self._keys.get(wrapped.wrapping_id)
        if key is None:
            raise UnknownWrappingKeyError(wrapped.wrapping_id)
        try:
            place = _place(owner_id, version)
            return key.decrypt(wrapped.data[:12], wrapped.data[12:], place)
        except InvalidTag:
            raise UnknownWrappingKeyError(wrapped.wrapping_id) from None


def wrapping(settings: Settings) -> Wrapping:
    """From the settings; in development, when there is none, one kept in the state folder.

    Production without a key does not get this far: the settings refuse it.
    """
    configured = [read_secret(key.get_secret_value()) for key in settings.keys.wrapping]
    return Wrapping(configured or [_kept(settings.state_dir / KEY_FILE)])


def new_secret() -> str:
    """A key-encryption key as the settings want it."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def read_secret(text: str) -> bytes:
    """32 bytes from base64. Raises UnfitWrappingKeyError, without the text."""
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != 32:
        raise UnfitWrappingKeyError(UnfitWrappingKeyError.__doc__)
    return secret


def wrapping_id(secret: bytes) -> str:
    """A public name of a key-encryption key, from which it cannot be learnt."""
    return hashlib.sha256(b"osan-talk wrapping key\0" + secret).hexdigest()[:16]


def _kept(path: Path) -> bytes:
    """Whoever makes the file first decides; everyone else reads it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.draft")
        draft.touch(mode=0o600)
        draft.write_text(new_secret())
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return read_secret(path.read_text().strip())


def _place(owner_id: UUID, version: int) -> bytes:
    return b"data key\0" + owner_id.bytes + version.to_bytes(2)
