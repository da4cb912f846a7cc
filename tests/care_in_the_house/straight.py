"""The same lives, judged straight in the models' own Python."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.care_in_the_house.her import Her
from tests.care_in_the_house.home import PYTHON, ROOT
from tests.care_in_the_house.moments import ms
from tests.care_in_the_house.run import Lived

PROGRAM: Final = "tests.ml_serving.care_beside_the_house.judge_straight"
BEFORE_MS: Final = 3_600_000


@dataclass(frozen=True, slots=True)
class Raised:
    """What a look raised; `observed_at` in ms."""

    kind: str
    level: int
    observed_at: int
    late: bool


@dataclass(frozen=True, slots=True)
class StraightLook:
    """What a look would have come to, had it been given the record itself; moments in ms.
    `seen_at` is what answers a question of the day."""

    raised: tuple[Raised, ...]
    again: int
    last_sign_at: int
    seen_at: int | None
    stopped_by: str | None


def judged_straight(lived: Lived) -> list[list[StraightLook]]:
    """For each senior, in order, a `StraightLook` for each look of the house."""
    said = "\n".join(json.dumps(line) for line in _lines(lived))
    command = [str(PYTHON), "-m", PROGRAM]
    done = subprocess.run(
        command, cwd=ROOT, input=said, text=True, check=True, stdout=subprocess.PIPE
    )
    return [[_look(look) for look in json.loads(line)] for line in done.stdout.splitlines()]


def _lines(lived: Lived) -> Iterator[dict[str, Any]]:
    for her in lived.hers:
        since = her.flat.home.told["since"]
        yield {
            "home": her.flat.home.told,
            "spots": {name: str(spot) for name, spot in her.flat.spots.items()},
            "looks": [look.at for look in lived.days.witness.looks.get(her.flat.senior, [])],
            "answers": _answers(her, lived),
            "gone": her.flat.gone,
            "pauses": her.pauses,
            "held": her.flat.held,
            "doors_shut": [(since - BEFORE_MS, since), *her.flat.doors_shut],
        }


def _answers(her: Her, lived: Lived) -> list[int]:
    seen = lived.days.witness.neighbours.seen_well[her.flat.senior]
    return sorted([*her.answers, *map(ms, seen)])


def _look(told: dict[str, Any]) -> StraightLook:
    alarms: Sequence[Any] = told["alarms"]
    return StraightLook(
        tuple(Raised(*alarm) for alarm in alarms),
        told["again"],
        told["last"],
        told["seen"],
        told["stopped"],
    )
