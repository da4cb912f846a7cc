"""Whose boards change when cases do: asked by the live feed, which carries no content."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from domains.kernel import sql

_CENTRES: Final = """
    SELECT DISTINCT centre_id FROM care.cases WHERE id = ANY($1::uuid[]) AND centre_id IS NOT NULL
"""


async def centres_of(case_ids: Collection[UUID]) -> set[UUID]:
    """The centres of these cases."""
    return {row["centre_id"] for row in await sql.fetch(_CENTRES, list(case_ids))}
