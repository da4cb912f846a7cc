"""Sealing to a passphrase that we do not keep.

The passphrase yields an X25519 key pair (scrypt, RFC 7914); only the public half is stored. What is
sealed to it (HPKE, RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) no one opens without the passphrase,
not even who holds the database and the object store.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from domains.governance.ports import ExportLock, NewLock
from domains.kernel.written_code import as_shown, new_code

SALT_BYTES = 16
COST = 2**15
CONTEXT = b"osan-talk export 1"


class PassphraseSealer:
    """An `ExportSealer`."""

    def __init__(self) -> None:
        self._suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

    def new_lock(self) -> NewLock:
        passphrase = new_code()
        salt = secrets.token_bytes(SALT_BYTES)
        public = _private(passphrase, salt).public_key().public_bytes_raw()
        return NewLock(ExportLock(salt, public), passphrase)

    def seal(self, body: bytes, lock: ExportLock) -> bytes:
        key = X25519PublicKey.from_public_bytes(lock.public_key)
        return bytes(self._suite.encrypt(body, key, CONTEXT))

    def open(self, sealed: bytes, lock: ExportLock, *, passphrase: str) -> bytes | None:
        private = _private(as_shown(passphrase), lock.salt)
        if private.public_key().public_bytes_raw() != lock.public_key:
            return None
        try:
            return bytes(self._suite.decrypt(sealed, private, CONTEXT))
        except InvalidTag:
            return None


def _private(passphrase: str, salt: bytes) -> X25519PrivateKey:
    derived = Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())
    return X25519PrivateKey.from_private_bytes(derived)
