"""Codes that one person reads out and another types.

Nine random characters of an alphabet without look-alikes (no 0 O, 1 I L), then one that checks
them: `K7QF2-9WMXD`. 31 is prime, so the weighted sum finds every single wrong character and every
two that changed places. 9 × log2 31 = 44.6 bits: too short for a bare hash, should the table be
stolen, hence scrypt (RFC 7914), whose price makes trying them all a matter of centuries.
"""

import asyncio
import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM, GROUP = 9, 5
BITS = 44.6
_SALT = b"osan-talk identity invitation 1"


def new_code() -> str:
    """A fresh code, as it is shown."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return shown(body + check_character(body))


def read_code(typed: str) -> str | None:
    """The ten characters that were meant; None for what no code can be, such as a slip."""
    code = "".join(typed.split()).replace("-", "").upper()
    if len(code) != RANDOM + 1 or not set(code) <= set(ALPHABET):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def shown(code: str) -> str:
    return f"{code[:GROUP]}-{code[GROUP:]}"


def check_character(body: str) -> str:
    """The last character, which makes the weighted sum of all a multiple of 31."""
    total = sum(weight * ALPHABET.index(c) for weight, c in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


async def code_hash(code: str) -> bytes:
    """What is stored, and looked up by: some 40 ms of work in a thread of its own.

    The salt is one for all: a code must be found by what was typed, and no two codes are chosen
    by people, which is what salts protect from.
    """
    return await asyncio.to_thread(
        hashlib.scrypt, code.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32
    )
