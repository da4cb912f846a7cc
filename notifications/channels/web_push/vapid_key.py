"""The key by which push services know us (RFC 8292): in the settings; its public half in the apps.

A browser binds its subscription to the public key. Who changes the key loses all subscriptions.
"""

from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from infra.settings import Settings
from notifications.channels.web_push import base64url

KEY_FILE = "vapid_key.pem"


class UnfitVapidKeyError(ValueError):
    """OSAN__WEB_PUSH__VAPID_KEY is not the PEM of an EC P-256 private key."""


class VapidKey:
    """An EC P-256 key pair."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self.private = private
        point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = base64url.encode(point)
        """What `pushManager.subscribe` takes as `applicationServerKey`."""


def vapid_key(settings: Settings) -> VapidKey:
    """The configured key; in development, when there is none, one kept in the state folder.

    Raises UnfitVapidKeyError. Production without a key does not get this far.
    """
    chosen = settings.web_push.vapid_key
    if chosen is not None:
        return _read(chosen.get_secret_value().encode())
    return _read(_kept(settings.state_dir / KEY_FILE))


def _kept(path: Path) -> bytes:
    """Whoever makes the file first decides; everyone else reads it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{id(path)}.draft")
        draft.touch(mode=0o600)
        key = ec.generate_private_key(ec.SECP256R1())
        draft.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_bytes()


def _read(pem: bytes) -> VapidKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise UnfitVapidKeyError(UnfitVapidKeyError.__doc__) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnfitVapidKeyError(UnfitVapidKeyError.__doc__)
    return VapidKey(key)
