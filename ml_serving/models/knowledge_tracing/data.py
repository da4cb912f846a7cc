"""The data sets that the models of knowledge tracing are fitted on and compared on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ml_serving.models.knowledge_tracing.questions import Learner, read_learners


@dataclass(frozen=True, slots=True)
class DataSet:
    """A file for each split; a learner is in one of them only. Ids run from 1 to the counts."""

    name: str
    stem: str
    skills: int
    problems: int

    def split(self, folder: Path, part: str) -> Sequence[Learner]:
        """`part` is train, valid or test; `folder` is that of the data of knowledge tracing."""
        path = folder / f"{self.stem}_{part}1.csv.gz"
        return read_learners(path, with_problems=self.problems > 0)


ASSISTMENTS_2009 = DataSet("ASSISTments 2009", "assist2009_pid", skills=110, problems=16891)
ASSISTMENTS_2015 = DataSet("ASSISTments 2015", "assist2015", skills=100, problems=0)
