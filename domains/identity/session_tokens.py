"""The text of a refresh token: `<session id>.<base64url>`, as the owner's device keeps it."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from uuid import UUID

from domains.identity.refresh_policy import SECRET_BYTES

FAMILY_BYTES = 16


def new_secret() -> bytes:
    """The first token of a session: its family's part, and a secret."""
    return secrets.token_bytes(FAMILY_BYTES + SECRET_BYTES)


def fresh_part() -> bytes:
    """What makes a successor."""
    return secrets.token_bytes(SECRET_BYTES)


def write_token(session_id: UUID, secret: bytes) -> str:
    return f"{session_id}.{urlsafe_b64encode(secret).decode().rstrip('=')}"


def read_token(refresh_token: str) -> tuple[UUID, bytes] | None:
    """The session that a token names and its secret; None for what is no token of ours."""
    session, _, secret = refresh_token.partition(".")
    try:
        return UUID(session), urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    except (ValueError, NotBase64):
        return None


def session_named_by(refresh_token: str) -> UUID | None:
    """Which session somebody claims to hold, for counting attempts; nothing is proven by it."""
    read = read_token(refresh_token)
    return None if read is None else read[0]
