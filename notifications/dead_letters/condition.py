"""What was asked for, as a condition on `notifications.deliveries d`: only what was asked.

A condition that is there only when it says something lets PostgreSQL walk the partial index of
dead letters from the event on, instead of reading all of them.
"""

from dataclasses import dataclass, field

from notifications.dead_letters.dead_letter import Key, Wanted


@dataclass(slots=True)
class Condition:
    """SQL of our own words, and the values of its parameters."""

    text: str = "d.dead_letter"
    values: list[object] = field(default_factory=list)

    def both(self, words: str, *values: object) -> None:
        """And this; `{0}`, `{1}` in the words stand for the values."""
        first = len(self.values) + 1
        places = [f"${first + place}" for place in range(len(values))]
        self.values += values
        self.text += " AND " + words.format(*places)


def condition_of(wanted: Wanted, *, after: Key | None) -> Condition:
    """Behind `after`, from the newest to the oldest."""
    condition = Condition()
    if wanted.event_id is not None:
        condition.both("d.event_id = {0}", wanted.event_id)
    if wanted.device_id is not None:
        condition.both("d.device_id = {0}", wanted.device_id)
    if wanted.reason is not None:
        condition.both("d.reason IS NOT DISTINCT FROM nullif({0}::text, '')", wanted.reason)
    if wanted.channel is not None:
        condition.both("d.channel = {0}", wanted.channel.value)
    if wanted.lane is not None:
        condition.both("d.lane = {0}", wanted.lane.value)
    if after is not None:
        condition.both(
            "(d.event_id, d.device_id) < ({0}::uuid, {1}::uuid)", after.event_id, after.device_id
        )
    return condition
