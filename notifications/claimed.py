"""A delivery that is ours for a while."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from domains.identity.public import Platform
from domains.kernel.text import Locale
from notifications.channel import Channel
from notifications.lanes import Lane
from notifications.ports import Wording


class Claimed(NamedTuple):
    """A row of the ledger in state `sending`, leased by this worker until `leased_until`.

    A named tuple in the order of `claim_due.COLUMNS`: a city's campaign makes a million of them.
    Whoever writes rows that are born leased (a campaign's expansion) may bring `address` and
    `platform`, and `wording`: then nobody is asked for them again. A claim of a waiting row leaves
    all three None. `reason` is what went wrong last; None while nothing has. `due_at` is since when
    it has waited for its turn; None for what was born leased.
    """

    event_id: UUID
    device_id: UUID
    person_id: UUID
    channel: Channel
    lane: Lane
    locale: Locale
    with_position: bool
    attempts: int
    expires_at: datetime
    created_at: datetime
    leased_until: datetime
    reason: str | None = None
    address: str | None = None
    platform: Platform | None = None
    wording: Wording | None = None
    due_at: datetime | None = None

    def __repr__(self) -> str:
        return f"Claimed({self.event_id}, {self.device_id}, {self.lane!r})"
