"""Secrets that a person writes down: shown once, kept on paper, typed again on some other day.

25 letters of an alphabet without look-alikes (no 0 O, 1 I L), in five groups: 123 random bits that
nobody guesses.
"""

import hashlib
import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, LETTERS = 5, 5


def new_code() -> str:
    """A fresh one, as it is shown."""
    return "-".join(_group() for _ in range(GROUPS))


def as_shown(typed: str) -> str:
    """What somebody typed, as it was shown: capitals, and a dash between the groups."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(letters[start : start + LETTERS] for start in range(0, len(letters), LETTERS))


def digest_of(code: str) -> str:
    """What is stored of one, however it was typed: so much chance needs no salt, no slow hash."""
    return hashlib.sha256(as_shown(code).encode()).hexdigest()


def _group() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
