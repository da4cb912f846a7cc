"""An ask in line: what is known of it until it is settled."""

import asyncio
from dataclasses import dataclass

from ml_serving.batching.ask import Input, Priority
from ml_serving.batching.outcome import Outcome


@dataclass(slots=True, eq=False)
class Ticket:
    """Times are monotonic seconds. `ends` counts the workers that died with it in their hands."""

    content: Input
    rows: int
    deadline: float
    priority: Priority
    arrived: float
    outcome: asyncio.Future[Outcome]
    ends: int = 0

    def settle(self, outcome: Outcome) -> None:
        """Once; whoever is gone hears nothing."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)

    @property
    def is_settled(self) -> bool:
        return self.outcome.done()
