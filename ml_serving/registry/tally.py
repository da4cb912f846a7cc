"""What became of the requests of one version."""

from dataclasses import asdict, dataclass
from typing import assert_never

from ml_serving.batching.outcome import (
    Answered,
    Crashed,
    Failed,
    Full,
    NotReady,
    Outcome,
    Refused,
    TooLate,
    Unknown,
)
from ml_serving.registry.description import Counts
from ml_serving.workers.answer_frames import Answers


@dataclass(slots=True)
class Tally:
    """The fields of `Counts`, counting."""

    answered: int = 0
    refused: int = 0
    failed: int = 0
    late: int = 0
    full: int = 0
    crashed: int = 0
    rows: int = 0
    batches: int = 0
    crashes: int = 0

    def landed(self, answers: Answers) -> None:
        self.batches += 1
        self.rows += answers.rows

    def count(self, outcome: Outcome) -> None:
        match outcome:
            case Answered():
                self.answered += 1
            case Refused():
                self.refused += 1
            case Failed():
                self.failed += 1
            case TooLate():
                self.late += 1
            case Full():
                self.full += 1
            case Crashed():
                self.crashed += 1
            case Unknown() | NotReady():
                pass
            case unreachable:
                assert_never(unreachable)

    @property
    def counts(self) -> Counts:
        return Counts(**asdict(self))
