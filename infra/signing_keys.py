"""Rotated signing keys: made and sealed here, kept as rows, read again by every gateway.

A private key lies in the database only under AES-256-GCM, its name bound in, with a secret that
is derived from the configured key: a copy of the database signs nothing.
"""

import os
from datetime import timedelta

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from domains.identity import public as identity
from domains.identity.public import Schedule, SealedKey, StoredKey
from infra.key_ring import KeyRing, RingKey, kid_of
from infra.setting_sections import IdentitySettings
from infra.signing_key import derived_secret

log = structlog.get_logger()

READ_AGAIN_S = 15.0
"""How soon a gateway knows of a new key; the key's lead is hours."""

NONCE_BYTES = 12


def schedule_of(settings: IdentitySettings) -> Schedule:
    return Schedule(
        signs_for=timedelta(days=settings.key_rotation_days),
        tokens_live=timedelta(seconds=settings.access_ttl_s),
    )


class KeySeal:
    """Seals private keys under a secret of the configured one."""

    def __init__(self, configured: ec.EllipticCurvePrivateKey) -> None:
        self._configured = configured.public_key()
        self._cipher = AESGCM(derived_secret(configured, purpose="signing keys"))

    @property
    def configured(self) -> SealedKey:
        """The configured key as a row would name it; its private part stays in the settings."""
        return SealedKey(kid_of(self._configured), _der(self._configured), b"")

    def make(self) -> SealedKey:
        """A new EC P-256 pair, its private part sealed."""
        private = ec.generate_private_key(ec.SECP256R1())
        kid, nonce = kid_of(private.public_key()), os.urandom(NONCE_BYTES)
        der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return SealedKey(
            kid=kid,
            public_key=_der(private.public_key()),
            sealed_private_key=nonce + self._cipher.encrypt(nonce, der, kid.encode()),
        )

    def open(self, stored: StoredKey) -> RingKey:
        """A key that was sealed under another configured key only verifies."""
        public = load_der_public_key(stored.key.public_key)
        if not isinstance(public, ec.EllipticCurvePublicKey):
            raise TypeError("not an EC key")
        return RingKey(stored.times, public, self._private(stored.key))

    def _private(self, key: SealedKey) -> ec.EllipticCurvePrivateKey | None:
        if not key.sealed_private_key:
            return None
        nonce, sealed = key.sealed_private_key[:NONCE_BYTES], key.sealed_private_key[NONCE_BYTES:]
        try:
            der = self._cipher.decrypt(nonce, sealed, key.kid.encode())
        except InvalidTag:
            log.error("signing_key.sealed_by_another", kid=key.kid)
            return None
        private = load_der_private_key(der, password=None)
        return private if isinstance(private, ec.EllipticCurvePrivateKey) else None


def _der(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


async def read_keys(ring: KeyRing, seal: KeySeal) -> None:
    """Bring a ring up to what the table says."""
    ring.replace([seal.open(stored) for stored in await identity.signing_keys()])
