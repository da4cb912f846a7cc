"""What somebody says that they can show: sealed before the transaction begins."""

from uuid import UUID

from domains.kernel import personal
from gateway.plain_text import plain_text

LONGEST_EVIDENCE = 120


async def sealed_evidence(owner_id: UUID, said: str) -> bytes:
    """Under the owner's key. Raises RequestRefused as `plain_text` does."""
    return await personal.seal(
        owner_id, plain_text(said, what="Evidence", longest=LONGEST_EVIDENCE)
    )
