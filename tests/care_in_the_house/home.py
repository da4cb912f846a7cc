"""A home as the town's generator told it, and how its people answer."""

import json
import subprocess
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from domains.care.public import cases

ROOT: Final = Path(__file__).parents[2]
PYTHON: Final = ROOT / ".venv-models" / "bin" / "python"
"""Where the homes are drawn, and the model runs: other packages, so another Python."""
FIRST_SEED: Final = 20_000
"""Of the second town, as the straight year has it."""
Span = Sequence[int]


@dataclass(frozen=True, slots=True)
class Manners:
    """As chances; minutes are means."""

    hears_awake: float
    hears_asleep: float
    hears_out: float
    answers_in_min: float
    answers_check_in: float
    check_in_h: float
    guardians: int
    guardian_settles: float


@dataclass(frozen=True, slots=True)
class Incident:
    """`at` in milliseconds. An INACTIVITY is somebody who lies still from then on."""

    kind: cases.ConcernKind
    at: int
    how: str = ""

    @property
    def is_lying(self) -> bool:
        return self.kind is cases.ConcernKind.INACTIVITY


@dataclass(frozen=True, slots=True)
class Home:
    """Moments in milliseconds since 1970, spans `[since, until]`; `told` is all of it as JSON."""

    told: dict[str, Any]
    manners: Manners
    incidents: tuple[Incident, ...]

    @property
    def name(self) -> str:
        return str(self.told["name"])

    @property
    def seed(self) -> int:
        return int(self.told["seed"])

    @property
    def hung(self) -> list[str]:
        """The sensors that ever speak; a motion sensor first."""
        names = {self.told["sensors"][sensor] for sensor in set(self.told["sensor"])}
        return sorted(names, key=lambda name: (not name.startswith("pir"), name))

    def hears(self, at: int) -> float:
        """How likely she hears that somebody asks."""
        if holds(self.told["asleep"], at):
            return self.manners.hears_asleep
        awake = holds(self.told["alone"], at)
        return self.manners.hears_awake if awake else self.manners.hears_out

    def is_out_of_reach(self, at: int) -> bool:
        """Nothing is sensed: no power, no network."""
        return any(since <= at < until for since, until in self.told["outages"])


def holds(spans: Sequence[Span], at: int) -> bool:
    """Whether a moment lies in one of the spans, which are apart and in order."""
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]


def drawn_homes(*, homes: int, days: int, first_seed: int = FIRST_SEED) -> list[Home]:
    """The first so many of the second town, through the models' own Python."""
    program = "tests.ml_serving.care_beside_the_house.tell_homes"
    command = [str(PYTHON), "-m", program, f"--first-seed={first_seed}", f"--homes={homes}"]
    said = subprocess.run(
        [*command, f"--days={days}"], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    return [_home(json.loads(line)) for line in said.stdout.splitlines()]


def _home(told: dict[str, Any]) -> Home:
    incidents = [Incident(cases.ConcernKind(kind), at, how) for kind, at, how in told["incidents"]]
    return Home(told, Manners(**told["manners"]), tuple(incidents))
