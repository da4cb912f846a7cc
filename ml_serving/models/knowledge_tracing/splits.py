"""The three splits of a data set as one model wants them: whole histories, or windows of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ml_serving.models.knowledge_tracing.batches import Batch, Window, batches_of
from ml_serving.models.knowledge_tracing.data import DataSet
from ml_serving.models.knowledge_tracing.questions import Learner

QUESTIONS_EACH = 2000
"""In one batch: some forty or eighty steps of the optimiser an epoch."""


@dataclass(frozen=True, slots=True)
class Splits:
    """Learners by split. The test split is only named here; whoever asks for it reads it."""

    data: DataSet
    folder: Path
    few: int | None = None
    """No more learners than this of each split, for a run that only shows that it runs."""

    def learners(self, part: str) -> Sequence[Learner]:
        return self.data.split(self.folder, part)[: self.few]

    def to_fit(self, window: Window | None, *, seed: int) -> list[Batch]:
        """Windows side by side: each question is learnt from once an epoch."""
        apart = Window(window.length, window.length) if window else None
        return self._batches("train", apart, seed)

    def to_ask(self, part: str, window: Window | None) -> list[Batch]:
        """Windows that overlap: behind each question but the first ones stands a past."""
        return self._batches(part, window, seed=0)

    def _batches(self, part: str, window: Window | None, seed: int) -> list[Batch]:
        rng = np.random.default_rng(seed)
        learners = self.learners(part)
        return batches_of(learners, questions_each=QUESTIONS_EACH, rng=rng, window=window)
