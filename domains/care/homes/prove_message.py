"""Whether a message was signed by the device in whose name it came.

The signature is the last member of the JSON object, `,"sig":"<64 hex digits>"}`, and covers every
byte before it. So it needs no canonical form, the message stays plain JSON, and both ends sign
what they have in their hands.
"""

import hmac
from hmac import compare_digest
from typing import Final

_MARK: Final = b',"sig":"'
_END: Final = b'"}'
_TAIL: Final = len(_MARK) + 64 + len(_END)


def signature_of(payload: bytes) -> tuple[bytes, bytes] | None:
    """What was signed and the signature, as hex; None where the message bears none."""
    tail = payload[-_TAIL:]
    if not (tail.startswith(_MARK) and tail.endswith(_END)):
        return None
    return payload[:-_TAIL], tail[len(_MARK) : -len(_END)]


def is_proven(signed: bytes, signature: bytes, key: bytes) -> bool:
    """Whether this key made the signature; compared in constant time."""
    return compare_digest(hmac.digest(key, signed, "sha256").hex().encode(), signature)


def sign(said: bytes, key: bytes) -> bytes:
    """A JSON object without a signature, signed: what a device does, and the simulators."""
    open_object = said[:-1]
    return open_object + _MARK + hmac.digest(key, open_object, "sha256").hex().encode() + _END
