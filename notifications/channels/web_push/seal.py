"""Seal a message for one browser: RFC 8291 over the content coding `aes128gcm` (RFC 8188).

One record, one fresh key pair and one fresh salt a message. A tenth of a millisecond, nearly all of
it the curve; decision 19 has the figures.
"""

import hmac
import secrets

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from notifications.channels.web_push.subscription import Subscription

RECORD = 4096
"""RFC 8291 §4: no push service must take a longer body."""

SALT, POINT, TAG, DELIMITER = 16, 65, 16, 1
HEADER = SALT + 4 + 1 + POINT
MOST_BYTES = RECORD - HEADER - TAG - DELIMITER
"""Of a message: 3,993."""

LAST_RECORD = b"\x02"
"""RFC 8188 §2: the delimiter of the last record; here there is no other."""

CURVE = ec.SECP256R1()


class TooLong(ValueError):
    """More than `MOST_BYTES`: no push service has to take it."""


def seal(message: bytes, subscription: Subscription) -> bytes:
    """The body of the request. Raises TooLong."""
    return seal_with(
        message,
        subscription,
        key=ec.generate_private_key(CURVE),
        salt=secrets.token_bytes(SALT),
    )


def seal_with(
    message: bytes, subscription: Subscription, *, key: ec.EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """Raises TooLong. For any other message, another key and another salt (RFC 8291 §3.1)."""
    if len(message) > MOST_BYTES:
        raise TooLong(f"{len(message)} bytes; at most {MOST_BYTES}")
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    content_key, nonce = _keys(subscription, key=key, point=point, salt=salt)
    sealed = AESGCM(content_key).encrypt(nonce, message + LAST_RECORD, None)
    return salt + RECORD.to_bytes(4) + bytes([POINT]) + point + sealed


def _keys(
    subscription: Subscription, *, key: ec.EllipticCurvePrivateKey, point: bytes, salt: bytes
) -> tuple[bytes, bytes]:
    """RFC 8291 §3.4. Each HKDF (RFC 5869) here needs one block, so it is two plain HMACs."""
    browser = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, subscription.p256dh)
    shared = key.exchange(ec.ECDH(), browser)
    about = b"WebPush: info\x00" + subscription.p256dh + point
    material = _hmac(_hmac(subscription.auth, shared), about + b"\x01")
    extracted = _hmac(salt, material)
    content_key = _hmac(extracted, b"Content-Encoding: aes128gcm\x00\x01")
    nonce = _hmac(extracted, b"Content-Encoding: nonce\x00\x01")
    return content_key[:16], nonce[:12]


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")
