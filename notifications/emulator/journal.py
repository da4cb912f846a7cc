"""What happened, in order: every send that reached the emulator, and every late delivery."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from notifications.emulator.message import JsonObject


@dataclass(frozen=True, slots=True)
class Entry:
    """One send, or one delivery out of the store.

    `at` is Unix seconds. `status` is the HTTP status, 0 when the answer was lost on purpose and
    None for a delivery that answers no send. `effect` is what the phone did, or how the message
    was kept, or empty when it was refused.
    """

    seq: int
    at: float
    token: str
    message_id: str
    outcome: str
    status: int | None
    effect: str
    body: JsonObject


@dataclass(slots=True)
class Journal:
    """The latest entries, and exact counts of all that ever were."""

    entries: deque[Entry]
    counts: Counter[str] = field(default_factory=Counter)
    seq: int = 0

    def write(
        self,
        *,
        at: float,
        token: str,
        message_id: str,
        outcome: str,
        status: int | None,
        effect: str,
        body: JsonObject,
    ) -> Entry:
        """Add an entry and count it under its outcome and its effect."""
        self.seq += 1
        entry = Entry(self.seq, at, token, message_id, outcome, status, effect, body)
        self.entries.append(entry)
        self.counts[outcome] += 1
        if effect:
            self.counts[effect] += 1
        return entry

    def since(self, seq: int) -> Iterator[Entry]:
        """The entries after `seq` that are still held, oldest first."""
        return (entry for entry in self.entries if entry.seq > seq)

    @property
    def oldest_held(self) -> int:
        """The first sequence number that is still held; what lies before was let go."""
        return self.entries[0].seq if self.entries else self.seq + 1
