"""The provider's keys: one signs, the one before still verifies."""

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

ALGORITHM = "ES256"


class SigningKeys:
    """ES256 keys that can be rotated; a relying party must then fetch the new one."""

    def __init__(self) -> None:
        self._keys = [_new_key()]

    def rotate(self) -> str:
        """Sign with a new key from now on; publish it beside the former one. Its kid."""
        self._keys = [_new_key(), self._keys[0]]
        return str(self._keys[0].kid)

    def published(self) -> Mapping[str, Any]:
        """The JWK set as the world may see it."""
        return dict(KeySet(list(self._keys)).as_dict(private=False))

    def sign(self, claims: Mapping[str, Any], *, type: str | None = None) -> str:
        return _signed(claims, self._keys[0], type=type)


def forge(claims: Mapping[str, Any], *, kid: str | None) -> str:
    """A token signed by nobody we know, under a kid of our choice."""
    key = _new_key()
    return _signed(claims, key, kid=kid)


def published_kid(published: Mapping[str, Any]) -> str:
    """The kid that signs at present."""
    return str(published["keys"][0]["kid"])


def _signed(
    claims: Mapping[str, Any], key: ECKey, *, kid: str | None = None, type: str | None = None
) -> str:
    header = {"alg": ALGORITHM, "kid": kid or str(key.kid)}
    if type is not None:
        header["typ"] = type
    return jwt.encode(header, dict(claims), key, algorithms=[ALGORITHM])


def _new_key() -> ECKey:
    return ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
