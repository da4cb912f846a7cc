"""Whether a provider signed a token; what the token then says is judged elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError

from infra.oidc.discovery import Discovery
from infra.oidc.provider_keys import Door
from infra.oidc.refusal import Refusal, Refused

ALGORITHMS = ("ES256", "ES384", "RS256", "RS384", "RS512", "PS256", "EdDSA", "Ed25519")
"""Public-key signatures only: `none` and HMAC never speak for a provider."""


@dataclass(frozen=True, slots=True)
class SignedWords:
    """Claims under a signature that is right, and how they were signed."""

    claims: Mapping[str, Any]
    algorithm: str
    type: str | None


async def signed_words(token: str, *, discovery: Discovery, door: Door) -> SignedWords | Refused:
    """What the provider signed; a token of another algorithm than it publishes is refused."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError):
        return Refused(Refusal.PROVIDER_GARBLED)
    metadata = await discovery.last_known()
    if isinstance(metadata, Refused):
        return metadata
    algorithm = str(header.get("alg"))
    if algorithm not in ALGORITHMS or (
        metadata.algorithms and algorithm not in metadata.algorithms
    ):
        return Refused(Refusal.UNFIT_ALGORITHM)
    key = await discovery.key(str(header.get("kid", "")), door=door)
    if isinstance(key, Refused):
        return key
    try:
        claims = jwt.decode(token, key, algorithms=[algorithm]).claims
    except (JoseError, ValueError):
        return Refused(Refusal.BAD_SIGNATURE)
    return SignedWords(claims, algorithm, header.get("typ"))
