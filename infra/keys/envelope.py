"""What a sealed value looks like: AES-256-GCM (NIST SP 800-38D) in a small frame.

    1 byte   form of the frame: 1
    2 bytes  version of the owner's data key, big-endian
    12 bytes random nonce
    n + 16   ciphertext and tag

Two other forms exist: 0 alone was sealed for somebody whose key is destroyed and never opens; 2
before a clear text waits to be sealed (`seal_rest`): rows of before there were keys, and what had
to go out while the key store was down.

The owner's id and the context are authenticated with it: a value that is moved to another person
or another use does not open.
"""

import secrets
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORM = b"\x01"
NEVER_OPENS = b"\x00"
WAITING = b"\x02"
OVERHEAD = 1 + 2 + 12 + 16
"""Bytes that a sealed value is longer than its text."""

_NONCE = slice(3, 15)


def seal(plain: bytes, *, key: AESGCM, version: int, owner_id: UUID, context: str) -> bytes:
    """`plain` in its frame, under a fresh 96-bit nonce."""
    nonce = secrets.token_bytes(12)
    head = FORM + version.to_bytes(2)
    return head + nonce + key.encrypt(nonce, plain, _bound_to(head, owner_id, context))


def unseal(sealed: bytes, *, key: AESGCM, owner_id: UUID, context: str) -> bytes:
    """The text; raises cryptography's InvalidTag when it was altered, moved or is another's."""
    return key.decrypt(sealed[_NONCE], sealed[15:], _bound_to(sealed[:3], owner_id, context))


def waiting(plain: bytes) -> bytes:
    """`plain` in the frame of what is still to be sealed."""
    return WAITING + plain


def is_waiting(sealed: bytes) -> bool:
    return sealed[:1] == WAITING


def version_of(sealed: bytes) -> int | None:
    """Which of its owner's data keys opens it; None for a value that never opens."""
    return int.from_bytes(sealed[1:3]) if sealed[:1] == FORM else None


def _bound_to(head: bytes, owner_id: UUID, context: str) -> bytes:
    return head + owner_id.bytes + context.encode()
