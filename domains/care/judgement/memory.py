"""What is remembered of a home between two looks at it. The caller keeps it, sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from domains.care.judgement.alarm import Rule
from domains.care.judgement.climate import Weather
from domains.care.judgement.nights import NO_NIGHTS, Nights, span_of
from domains.care.judgement.noise import Noise
from domains.care.judgement.stillness import JUST_LEFT, NOT_KNOWN, Stillness, went_out
from domains.care.ports import Deaf, DeafCause, Rhythm, Sign

OPEN_FOR: Final = timedelta(minutes=30)
"""The model takes signs that come so late; older ones are folded for good."""


@dataclass(frozen=True, slots=True)
class Asked:
    """She was asked in this silence, and has not answered. `gravely`: more was raised since.

    `is_over`: something stirred that may have been a pet. The silence is another one, in which she
    may be asked anew; what is surely hers still answers.
    """

    at: datetime
    gravely: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """`rhythm` is as of `kept_at`; `unfolded` are the signs since, offered with each question.

    It is kept anew only at a look that brought signs and found the home heard: a silence, and an
    outage of which we learn late, can be taken back from it. `excused` are silences that she ended
    by her own word. `too_long_at` is when the present silence will be suspicious at `budget`, and
    `grave_at` when it will be grave, where no sign comes: until then, and until there are more than
    `judged_signs` unfolded, nobody need be asked; `silent_since` is when it began for the judge, to
    whom a cat is no sign; `agrees`: the rules took the same sign for her last. `stillness` are her
    hours. `inside_at` is the last sign of hers but the door. `raised` are rules that hold and have
    rung; `doubted` are those that a step ended which may have been a pet's.
    `was_deaf`: why nobody was judged at the last look; `settles_at` is until when its backlog is
    waited for. `switch_days` are recent days on which a hand moved a switch or a tap. `doors` and
    `switches` are the sensors that told of one, and when they last did; `door_unheard_at` and
    `switch_unheard_at` are when one of them was last found dead: what was used before that, nobody
    can say.
    """

    listens_from: datetime
    last_sign_at: datetime
    rhythm: Rhythm | None = None
    kept_at: datetime | None = None
    unfolded: tuple[Sign, ...] = ()
    door_at: datetime | None = None
    switch_at: datetime | None = None
    switch_days: frozenset[date] = frozenset()
    doors: Mapping[str, datetime] = field(default_factory=dict)
    switches: Mapping[str, datetime] = field(default_factory=dict)
    answered_at: datetime | None = None
    excused: tuple[Deaf, ...] = ()
    nights: Nights = NO_NIGHTS
    noise: Noise = field(default_factory=lambda: Noise({}))
    weather: Weather = field(default_factory=lambda: Weather({}))
    questions: tuple[datetime, ...] = ()
    asked: Asked | None = None
    too_long_at: datetime | None = None
    budget: float = 0.0
    grave_at: datetime | None = None
    judged_signs: int | None = None
    silent_since: datetime | None = None
    agrees: bool = False
    inside_at: datetime | None = None
    stillness: Stillness = NOT_KNOWN
    raised: frozenset[Rule] = frozenset()
    doubted: frozenset[Rule] = frozenset()
    was_deaf: DeafCause | None = None
    settles_at: datetime | None = None
    door_unheard_at: datetime | None = None
    switch_unheard_at: datetime | None = None

    @property
    def asked_now(self) -> Asked | None:
        """What she was asked in the present silence."""
        return None if self.asked is None or self.asked.is_over else self.asked

    @property
    def is_out(self) -> bool:
        """Whether the present silence began at the door; a word by telephone is no step inside."""
        began, said = self.silent_since, self.answered_at
        by_word = began is not None and said is not None and abs(began - said) <= JUST_LEFT
        return went_out(self.inside_at if by_word else began, self.door_at)

    @property
    def listens_since(self) -> datetime:
        """From when on the times of deafness must be known for the next look."""
        marks = [self.last_sign_at, self.kept_at or self.listens_from]
        if self.nights.told_until is not None:
            marks.append(span_of(self.nights.told_until + timedelta(days=1))[0])
        if self.door_at and Rule.DOOR not in self.raised:
            marks.append(self.door_at)
        if self.switch_at and Rule.UTILITY not in self.raised:
            marks.append(self.switch_at)
        return min(marks) - OPEN_FOR


def newly_heard(now: datetime) -> Remembered:
    """A home of which nothing is known yet."""
    return Remembered(listens_from=now, last_sign_at=now)
