"""How often each event was accepted for, and shown on, each phone: exact, and small.

A page of counts exists only where an event met a phone, three bytes a phone: a city's campaign
costs a few bytes a receiver, an alarm to two phones a page or two.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

PAGE = 256
MANY = 255
"""Where a count stops: more than this is as wrong as this."""


class Mark(IntEnum):
    """What is counted of an event and a phone."""

    ACCEPTED = 0
    SHOWN = 1  # new notifications on the screen: two of one event are one too many
    AGAIN = 2  # the same notification drawn again


MARKS = len(Mark)


@dataclass(slots=True)
class EventTally:
    """One event's counts. `first_at`, `last_at`: Unix seconds of sends that arrived, any fate."""

    first_at: float
    last_at: float
    attempts: int = 0
    pages: dict[int, bytearray] = field(default_factory=dict)

    def add(self, number: int, mark: Mark) -> None:
        page, place = divmod(number, PAGE)
        counts = self.pages.get(page)
        if counts is None:
            counts = self.pages[page] = bytearray(PAGE * MARKS)
        place = place * MARKS + mark
        if counts[place] < MANY:
            counts[place] += 1

    def count(self, number: int, mark: Mark) -> int:
        page, place = divmod(number, PAGE)
        counts = self.pages.get(page)
        return 0 if counts is None else counts[place * MARKS + mark]

    def how_many(self, mark: Mark) -> dict[str, int]:
        """Phones by how often: once, or more."""
        once = more = 0
        for counts in self.pages.values():
            column = counts[mark::MARKS]
            ones = column.count(1)
            once, more = once + ones, more + PAGE - ones - column.count(0)
        return {"once": once, "more": more}

    def numbers(self, mark: Mark) -> Iterator[tuple[int, int]]:
        """Every phone that the event met, with its count."""
        for page, counts in self.pages.items():
            met = counts[Mark.ACCEPTED :: MARKS], counts[Mark.SHOWN :: MARKS]
            for place, count in enumerate(counts[mark::MARKS]):
                if count or met[0][place] or met[1][place]:
                    yield page * PAGE + place, count


@dataclass(slots=True)
class Tally:
    """All events. Phones are numbered as they come."""

    numbers: dict[str, int] = field(default_factory=dict)
    events: dict[str, EventTally] = field(default_factory=dict)

    def arrived(self, event_id: str | None, *, at: float) -> None:
        """A send arrived, whatever becomes of it."""
        if event_id is None:
            return
        event = self.events.get(event_id)
        if event is None:
            event = self.events[event_id] = EventTally(first_at=at, last_at=at)
        event.attempts += 1
        event.last_at = at

    def add(self, event_id: str | None, token: str, mark: Mark) -> None:
        event = None if event_id is None else self.events.get(event_id)
        if event is not None:
            event.add(self.number(token), mark)

    def count(self, event_id: str | None, token: str, mark: Mark) -> int:
        event = None if event_id is None else self.events.get(event_id)
        return 0 if event is None else event.count(self.number(token), mark)

    def number(self, token: str) -> int:
        return self.numbers.setdefault(token, len(self.numbers))

    def tokens(self, event_id: str, mark: Mark) -> Iterator[tuple[str, int]]:
        """The phones that an event met, with the count."""
        event = self.events.get(event_id)
        if event is not None:
            names = list(self.numbers)
            for number, count in event.numbers(mark):
                yield names[number], count

    def clear(self) -> None:
        self.numbers.clear()
        self.events.clear()
