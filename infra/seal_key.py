"""The key that signs sealed blocks: Ed25519 (RFC 8032), in the settings and in no database."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from infra.settings import Settings

KEY_FILE = "seal_key.pem"


class UnfitSealKeyError(ValueError):
    """OSAN__AUDIT__SEAL_KEY is no Ed25519 private key as PEM, or an earlier one no public key."""


class SealingKey:
    """Signs with the key of today, and knows those of before by name."""

    def __init__(self, key: Ed25519PrivateKey, *, earlier: Iterable[Ed25519PublicKey] = ()) -> None:
        self._key = key
        self._known = {_name(known): known for known in (key.public_key(), *earlier)}

    @property
    def key_id(self) -> str:
        return _name(self._key.public_key())

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def holds(self, message: bytes, *, signature: bytes, key_id: str) -> bool:
        known = self._known.get(key_id)
        if known is None:
            return False
        try:
            known.verify(signature, message)
        except InvalidSignature:
            return False
        return True


def sealing_key(settings: Settings) -> SealingKey:
    """The configured key; in development, when there is none, one kept in the state folder.

    Raises UnfitSealKeyError. Production without a key does not get this far.
    """
    chosen = settings.audit.seal_key
    pem = _kept(settings.state_dir / KEY_FILE) if chosen is None else chosen.get_secret_value()
    earlier = [_public(text.encode()) for text in settings.audit.earlier_seal_keys]
    return SealingKey(_private(pem.encode()), earlier=earlier)


def _name(key: Ed25519PublicKey) -> str:
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]


def _kept(path: Path) -> str:
    """Whoever makes the file first decides; everyone else reads it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{id(path)}.draft")
        draft.touch(mode=0o600)
        key = Ed25519PrivateKey.generate()
        draft.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()


def _private(pem: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise UnfitSealKeyError(UnfitSealKeyError.__doc__) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UnfitSealKeyError(UnfitSealKeyError.__doc__)
    return key


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError) as error:
        raise UnfitSealKeyError(UnfitSealKeyError.__doc__) from error
    if not isinstance(key, Ed25519PublicKey):
        raise UnfitSealKeyError(UnfitSealKeyError.__doc__)
    return key
