"""The key that signs our tokens: from the settings, or made once on a development machine."""

from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from infra.settings import Settings

KEY_FILE = "signing_key.pem"


class UnfitSigningKeyError(ValueError):
    """OSAN__IDENTITY__SIGNING_KEY is not the PEM of an EC P-256 private key."""


def signing_key(settings: Settings) -> ec.EllipticCurvePrivateKey:
    """The configured key; in development, when there is none, one kept in the state folder.

    Production without a key does not get this far: the settings refuse it.
    """
    configured = settings.identity.signing_key
    if configured is not None:
        return _read(configured.get_secret_value().encode())
    return _kept(settings.state_dir / KEY_FILE)


def derived_secret(key: ec.EllipticCurvePrivateKey, *, purpose: str) -> bytes:
    """32 secret bytes for another use of the same key, so that there is one secret to keep.

    HKDF (RFC 5869): nothing learnt about one purpose's bytes helps with another's.
    """
    scalar = key.private_numbers().private_value.to_bytes(32)
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(scalar)


def _kept(path: Path) -> ec.EllipticCurvePrivateKey:
    """Whoever makes the file first decides; everyone else reads it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{id(path)}.draft")
        draft.touch(mode=0o600)
        draft.write_bytes(_pem(ec.generate_private_key(ec.SECP256R1())))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return _read(path.read_bytes())


def _read(pem: bytes) -> ec.EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise UnfitSigningKeyError(UnfitSigningKeyError.__doc__) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnfitSigningKeyError(UnfitSigningKeyError.__doc__)
    return key


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
