"""Whose boards change when cases do: asked by the live feed, which carries no content."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from domains.kernel import sql

_CENTRES: Final = """
    SELECT centre_id FROM care.cases WHERE id = ANY($1::uuid[]) AND centre_id IS NOT NULL
    UNION
    SELECT e.centre_id FROM care.cases c JOIN care.enrolments e USING (senior_id)
    WHERE c.id = ANY($1::uuid[]) AND c.centre_id IS NOT NULL
"""


async def centres_of(case_ids: Collection[UUID]) -> set[UUID]:
    """The centres of these cases, and those that have her now: her case may not have followed her
    yet (`go_over`), and stands on both boards."""
    return {row["centre_id"] for row in await sql.fetch(_CENTRES, list(case_ids))}
