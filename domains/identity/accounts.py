"""The ways in which one person may sign in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.identity.models import Account


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """A provider's account that leads to a person; its subject is nobody's to see."""

    account_id: UUID
    provider: str
    linked_at: datetime


async def accounts_of(person_id: UUID) -> Sequence[LinkedAccount]:
    """How somebody may sign in, the longest-standing way first."""
    rows = await Account.filter(person_id=person_id).order_by("created_at", "id")
    return [LinkedAccount(row.id, row.provider, row.created_at) for row in rows]
