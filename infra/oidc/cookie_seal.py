"""What a browser keeps for us and must neither read nor alter.

Sealed (JWE, A256GCM), so that no server has to share anything but the key.
"""

import json
from collections.abc import Mapping
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_HEADER = {"alg": "dir", "enc": "A256GCM"}


class CookieSeal:
    """Seals and opens with one secret of 32 bytes, for one use alone."""

    def __init__(self, secret: bytes) -> None:
        self._key = OctKey.import_key(secret)

    def seal(self, content: Mapping[str, Any]) -> str:
        """The cookie's value."""
        return jwe.encrypt_compact(_HEADER, json.dumps(content), self._key)

    def open(self, sealed: str) -> dict[str, Any]:
        """The content. Raises ValueError for a cookie that is not as we made it."""
        try:
            plain = jwe.decrypt_compact(sealed, self._key, algorithms=["dir", "A256GCM"]).plaintext
        except (JoseError, TypeError) as error:
            raise ValueError("no cookie of ours") from error
        content = json.loads(plain or b"")
        if not isinstance(content, dict):
            raise ValueError("no cookie of ours")
        return content
