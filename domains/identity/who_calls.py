"""Whose telephone it is that calls: found by a bucket, proved by the number itself.

Numbers lie sealed, and the same number is sealed differently each time. A bucket of twelve bits
of a digest finds the few that may be it, and tells nobody which number it is: thousands of Korea's
fall into each.
"""

from hashlib import blake2s
from typing import Final
from uuid import UUID

from domains.identity.contact_policy import Unusable, read_number
from domains.kernel import personal, sql

BUCKETS: Final = 4096


def bucket_of(e164: str) -> int:
    """Where a number lies, from 0 to 4095."""
    return int.from_bytes(blake2s(e164.encode(), digest_size=2).digest()) % BUCKETS


async def who_calls_from(number: str) -> frozenset[UUID]:
    """Everybody who proved this number; several may share a telephone. Raises KeysUnavailable.

    Numbers of before there were buckets are all opened.
    """
    read = read_number(number)
    if isinstance(read, Unusable):
        return frozenset()
    rows = await sql.fetch(
        """
        SELECT person_id, number FROM identity.contact_numbers
        WHERE verified_at IS NOT NULL AND (bucket = $1 OR bucket IS NULL)
        """,
        bucket_of(read.e164),
    )
    opened = await personal.open_each([(row["person_id"], bytes(row["number"])) for row in rows])
    return frozenset(
        row["person_id"] for row, known in zip(rows, opened, strict=True) if known == read.e164
    )
