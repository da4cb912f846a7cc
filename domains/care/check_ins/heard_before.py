"""A word that came before, and counted: whoever was not told so says it again."""

from uuid import UUID

from domains.care.check_ins.hear import Answer
from domains.care.check_ins.vocabulary import CheckInState, Origin
from domains.kernel import sql


async def heard_before(senior_id: UUID, answer: Answer) -> bool:
    """Whether it was heard, whichever question it answered then: what was asked since is not
    answered by it. The caller holds the senior.

    What came too late to the day's question counted for nothing, and may be said anew of her own
    accord.
    """
    rows = await sql.fetch(
        """
        SELECT FROM care.check_in_answers a LEFT JOIN care.check_ins q ON q.id = a.question_id
        WHERE a.senior_id = $1 AND a.reference = $2 AND a.meaning = $3
          AND (q.id IS NULL OR q.origin = $5
               OR q.state <> $4 AND a.heard_at < q.answerable_until)
        LIMIT 1
        """,
        senior_id,
        answer.reference,
        answer.meaning.value,
        CheckInState.CALLED_OFF.value,
        Origin.COMPANION.value,
    )
    return bool(rows)
