"""What happened in one home, judged straight: the same looks, answers and pauses, but what was
sensed comes from the record, and when it could be heard from arithmetic.

Reads lines of JSON, a `Lived` each, and writes for each a line with one entry a look.
"""

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.heard import Climate, Heard
from domains.care.judgement.household import Household as ToldHousehold
from domains.care.judgement.judge_home import Judged, judge_home
from domains.care.judgement.memory import newly_heard
from domains.care.ports import Deaf, DeafCause, Sign, SignKind
from tests.ml_serving.care_beside_the_house.when_heard import Span, WhenHeard, moment
from tests.ml_serving.care_year.model_at_hand import ModelAtHand

KINDS = {"pir": SignKind.MOTION, "contact": SignKind.DOOR, "plug": SignKind.POWER}


@dataclass(frozen=True, slots=True)
class Lived:
    """One home as `tell_homes` told it, and what its life in the house came to: `looks` and
    `answers` are moments, `gone` and `pauses` spans (`[told at, since, until]` for the latter).
    `spots` is what the house calls each sensor: where two rooms are alike, the model takes one by
    its name."""

    home: dict[str, Any]
    spots: dict[str, str]
    looks: Sequence[int]
    answers: Sequence[int]
    gone: Sequence[Span]
    pauses: Sequence[tuple[int, int, int]]
    held: Sequence[Span]
    doors_shut: Sequence[Span]


async def judge(lived: Lived, model: ModelAtHand) -> list[dict[str, Any]]:
    """Each look: what was raised, when the next was wanted, and why nobody was judged."""
    home, out = newly_heard(moment(lived.home["since"])), []
    heard, circumstances = _Ears(lived), _circumstances(lived)
    for look in lived.looks:
        judged = await judge_home(
            home,
            heard.until(look, since=int(home.listens_since.timestamp() * 1000)),
            model=model,
            recall=_nothing,
            circumstances=circumstances,
            now=moment(look),
        )
        home = judged.home
        out.append(_told(judged))
    return out


class _Ears:
    """What came in between two looks."""

    def __init__(self, lived: Lived) -> None:
        self._lived, self._when = lived, WhenHeard(lived.home, lived.held, lived.doors_shut)
        self._signs = self._arriving(list(_signs(lived)))
        self._climate = self._arriving(
            [(at, Climate(moment(at), celsius, "room")) for at, celsius in lived.home["climate"]]
        )
        self._answered = 0

    def until(self, now: int, *, since: int) -> Heard:
        answers = [at for at in self._lived.answers if self._answered < at <= now]
        self._answered = max([self._answered, *answers])
        return Heard(
            signs=_taken(self._signs, now),
            climate=_taken(self._climate, now),
            answers=[moment(at) for at in answers],
            deaf=[*self._when.deaf(since, now), *self._paused(since, now)],
        )

    def _arriving(self, all_of_them: list[tuple[int, Any]]) -> list[tuple[int, int, Any]]:
        """Latest first, each with when it came in."""
        came = [(self._when.comes_in(at), at, each) for at, each in all_of_them]
        return sorted(came, key=lambda one: one[:2], reverse=True)

    def _paused(self, since: int, now: int) -> Iterator[Deaf]:
        """As last told."""
        known = {begins: until for told, begins, until in self._lived.pauses if told <= now}
        for begins, until in known.items():
            if until > since:
                yield Deaf(moment(begins), moment(until), DeafCause.PAUSED)


def _taken(coming: list[tuple[int, int, Any]], now: int) -> list[Any]:
    out = []
    while coming and coming[-1][0] <= now:
        out.append(coming.pop())
    return [each for _, _, each in sorted(out, key=lambda one: one[1])]


def _signs(lived: Lived) -> Iterator[tuple[int, Sign]]:
    told = lived.home
    for at, sensor, by_people in zip(told["at"], told["sensor"], told["by_people"], strict=True):
        if by_people and any(since <= at < until for since, until in lived.gone):
            continue
        name = told["sensors"][sensor]
        yield at, Sign(moment(at), KINDS[name.split("-")[0]], lived.spots[name])


def _circumstances(lived: Lived) -> Circumstances:
    told, spots = lived.home, lived.spots
    appliances = frozenset(spots[name] for name in told["appliances"] if name in spots)
    return Circumstances(household=ToldHousehold(told["has_pet"], appliances))


async def _nothing() -> Sequence[Sign]:
    raise AssertionError("one version of the model: no rhythm is ever unreadable")


def _told(judged: Judged) -> dict[str, Any]:
    return {
        "alarms": [
            [each.kind.value, each.level.value, _ms(each.observed_at), each.late]
            for each in judged.alarms
        ],
        "again": _ms(judged.look_again_at),
        "last": _ms(judged.home.last_sign_at),
        "seen": judged.seen_at and _ms(judged.seen_at),
        "stopped": judged.stopped and judged.stopped.cause.value,
    }


def _ms(at: Any) -> int:
    return round(at.timestamp() * 1000)


async def _judge_all(all_of_them: Sequence[Lived]) -> list[list[dict[str, Any]]]:
    """Many homes at once, so that the model answers them in batches."""
    model = ModelAtHand()
    judging = [asyncio.ensure_future(judge(lived, model)) for lived in all_of_them]
    while not all(each.done() for each in judging):
        await asyncio.sleep(0)
        model.answer_all()
    return [each.result() for each in judging]


def main() -> None:
    lived = [Lived(**json.loads(line)) for line in sys.stdin]
    for looks in asyncio.run(_judge_all(lived)):
        print(json.dumps(looks))


if __name__ == "__main__":
    main()
