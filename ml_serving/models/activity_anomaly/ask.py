"""One question about one person, checked: what came in, and until when it is to be judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ml_serving.contract import Refusal
from ml_serving.models.activity_anomaly.moments import SLOT_S, Calendar
from ml_serving.models.activity_anomaly.outages import Interval
from ml_serving.models.activity_anomaly.person import DRIFT_S, Event, Person, slot_of

MOST_EVENTS: Final = 20_000
MOST_OUTAGES: Final = 500
LONGEST_S: Final = 45 * 86_400
LATEST_S: Final = 10**8 * SLOT_S / 2
"""Beyond any clock; keeps numbers from overflowing."""
LARGEST_BUDGET: Final = 31.0


@dataclass(frozen=True, slots=True)
class Ask:
    """`person` None is somebody of whom nothing is known. `events` in any order, `outages` merged,
    `now` in epoch seconds, `budget` in false alarms a person-month."""

    person: Person | None
    events: Sequence[Event]
    now: float
    outages: Sequence[Interval]
    budget: float
    calendar: Calendar

    @property
    def first_slot(self) -> int:
        """Where the folding goes on, or begins."""
        if self.person is not None:
            return self.person.slot
        return slot_of(min((event.at for event in self.events), default=self.now))


def checked(ask: Ask) -> Ask | Refusal:
    """The question, if its times agree with one another and with what is already folded."""
    start = ask.first_slot * SLOT_S
    latest = max((event.at for event in ask.events), default=ask.now)
    earliest = min((event.at for event in ask.events), default=start)
    if not 0 <= ask.now <= LATEST_S:
        return Refusal("`now` lies outside of any calendar", "an instant since 1970")
    if not 0 < ask.budget <= LARGEST_BUDGET:
        return Refusal(
            "the budget is out of range", f"0 to {LARGEST_BUDGET:g} alarms a person-month"
        )
    if ask.person is not None and ask.now < start - DRIFT_S:
        return Refusal("`now` lies before what is already folded", "questions in order of time")
    if latest > ask.now + DRIFT_S:
        return Refusal("an event lies in the future", f"events at most {DRIFT_S} s after `now`")
    if earliest < start:
        return Refusal(
            "an event is too late: its quarter of an hour is folded for good",
            "events in order to within 30 minutes of `now`; replay older ones from an older state",
        )
    if ask.now - start > LONGEST_S:
        return Refusal("too long a time at once", f"at most {LONGEST_S // 86_400} days a question")
    return ask
