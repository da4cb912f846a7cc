"""One rival on one task is one part: worked out once, kept, read again by a run that goes on."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ml_serving.models.demand_forecast.evaluation.tasks import Case, Task
from ml_serving.models.demand_forecast.window import Numbers

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Part:
    """Forecasts of the first cases of a task, in its order, and the seconds they took."""

    forecasts: Sequence[Numbers]
    seconds: float


@dataclass(frozen=True, slots=True)
class Parts:
    """A folder of parts. `clock` gives monotonic seconds of CPU."""

    folder: Path
    clock: Clock

    def at_once(self, key: str, work: Callable[[], Sequence[Numbers]]) -> Part:
        """All forecasts of a task in one go."""
        if (kept := self._read(key)) is not None:
            return kept
        begun = self.clock()
        return self._keep(key, Part(forecasts=work(), seconds=self.clock() - begun))

    def one_by_one(
        self, key: str, task: Task, work: Callable[[Case], Numbers], *, budget_s: float
    ) -> Part:
        """Case after case until the budget is spent; goes on where an earlier run was cut."""
        part = self._read(key) or Part(forecasts=[], seconds=0.0)
        forecasts, seconds = list(part.forecasts), part.seconds
        for number in range(len(forecasts), len(task.cases)):
            if seconds > budget_s:
                break
            begun = self.clock()
            forecasts.append(work(task.cases[number]))
            seconds += self.clock() - begun
            if number % 50 == 49:
                self._keep(key, Part(forecasts, seconds))
        return self._keep(key, Part(forecasts, seconds))

    def _path(self, key: str) -> Path:
        return self.folder / f"{re.sub('[^a-z0-9.]+', '-', key.lower())}.npz"

    def _keep(self, key: str, part: Part) -> Part:
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._path(key).open("wb") as file:
            np.savez(file, seconds=part.seconds, forecasts=np.stack(part.forecasts))
        return part

    def _read(self, key: str) -> Part | None:
        if not self._path(key).exists():
            return None
        with np.load(self._path(key), allow_pickle=False) as kept:
            return Part(forecasts=list(kept["forecasts"]), seconds=float(kept["seconds"]))
