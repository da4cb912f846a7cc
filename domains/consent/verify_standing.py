"""The ledger is the truth: whether each standing row says what its subject's entries fold to."""

from uuid import UUID

from domains.consent.fold import fold
from domains.consent.ledger import words_of
from domains.consent.standing import read
from domains.kernel import sql

AT_ONCE = 500
BEFORE_ALL = UUID(int=0)


async def verify_standing() -> list[UUID]:
    """The subjects whose row and ledger differ; none, unless somebody wrote past this package.

    Each page is read in one statement's snapshot a table; a decision in between may show as a
    difference that is gone at the next look.
    """
    wrong: list[UUID] = []
    after = BEFORE_ALL
    while True:
        subjects = await _next_subjects(after)
        if not subjects:
            return wrong
        wrong += await _differing(subjects)
        after = subjects[-1]


async def _next_subjects(after: UUID) -> list[UUID]:
    rows = await sql.fetch(
        """
        SELECT subject_id FROM consent.standing WHERE subject_id > $1
        UNION SELECT subject_id FROM consent.ledger WHERE subject_id > $1
        ORDER BY subject_id LIMIT $2
        """,
        after,
        AT_ONCE,
    )
    return [row["subject_id"] for row in rows]


async def _differing(subjects: list[UUID]) -> list[UUID]:
    rows = await sql.fetch(
        """
        SELECT subject_id, purposes, terms FROM consent.standing
        WHERE subject_id = ANY($1::uuid[])
        """,
        subjects,
    )
    standing = {row["subject_id"]: read(row) for row in rows}
    words = await words_of(subjects)
    return [one for one in subjects if standing.get(one, {}) != fold(words[one])]
