"""What a browser's sign-out must remember: at whom it signed in, and the ID token that says so.

The token is the hint by which a provider knows whose session to end (RP-Initiated Logout 1.0 §2).
It names a person, so it rests only in the person's own browser, sealed.
"""

from dataclasses import asdict, dataclass, field

from infra.oidc.cookie_seal import CookieSeal

LONGEST_HINT = 2_600
"""A cookie holds 4,096 bytes, and sealing adds a third and a header. Longer tokens are left out:
the provider then asks who signs out."""


@dataclass(frozen=True, slots=True)
class SignedInThere:
    """One sign-in at one provider."""

    provider: str
    id_token: str | None = field(repr=False)


class HintSeal:
    """Seals and opens the sign-out's memory with one secret of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._seal = CookieSeal(secret)

    def seal(self, there: SignedInThere) -> str:
        fits = there.id_token is not None and len(there.id_token) <= LONGEST_HINT
        return self._seal.seal(asdict(there) if fits else {**asdict(there), "id_token": None})

    def open(self, sealed: str) -> SignedInThere | None:
        """None for a cookie that is not as we made it."""
        try:
            return SignedInThere(**self._seal.open(sealed))
        except (ValueError, TypeError):
            return None
