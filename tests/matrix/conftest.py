"""How much of the matrix a run calls, and the figures at its end.

`--shard 1/4` calls the first, the fifth, ... field of the complete matrix, in schema order.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pytest

CALLED = "matrix"
"""Under this name a test leaves its Figures."""


@dataclass(frozen=True)
class Figures:
    """What one test called. `cpu_s` is Python's own; the database's comes on top."""

    what: str
    cells: int
    leaks: int
    wall_s: float
    cpu_s: float

    def as_dict(self) -> dict[str, object]:
        """As a worker can send it to the process that began the run."""
        return asdict(self)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shard", default="1/1", help="of the complete matrix: 1/4, 2/4, ...")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints past capturing and past workers: the figures are part of the proof."""
    by_what: dict[str, list[Figures]] = defaultdict(list)
    for figures in _left(terminalreporter):
        by_what[figures.what].append(figures)
    for what, all_of_it in by_what.items():
        cells, leaks, wall_s, cpu_s = (
            sum(getattr(one, of) for one in all_of_it)
            for of in ("cells", "leaks", "wall_s", "cpu_s")
        )
        terminalreporter.write_line(
            f"matrix, {what}: {cells:,} cells in {wall_s:.0f} s of calling, all processes added up "
            f"({cpu_s:.0f} s of Python's CPU), {leaks} leaks"
        )


def _left(terminalreporter: pytest.TerminalReporter) -> Iterator[Figures]:
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            if report.when == "call":
                yield from (
                    Figures(**said) for name, said in report.user_properties if name == CALLED
                )
