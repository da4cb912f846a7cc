"""How much of the matrix a run calls, and the figures at its end.

`--shard 1/4` calls the first, fifth, ... part of the complete matrix: parts are dealt in order.
"""

import pytest

CALLED = "matrix"
"""Under this name a test leaves its figures: what it is called, cells, seconds, CPU, leaks."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shard", default="1/1", help="of the complete matrix: 1/4, 2/4, ...")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints past capturing and past workers: the figures are part of the proof."""
    ran = [
        figures
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        for name, figures in report.user_properties
        if name == CALLED
    ]
    for what in sorted({figures["what"] for figures in ran}):
        mine = [figures for figures in ran if figures["what"] == what]
        cells, leaks, wall_s, cpu_s = (
            sum(figures[key] for figures in mine) for key in ("cells", "leaks", "wall_s", "cpu_s")
        )
        terminalreporter.write_line(
            f"matrix, {what}: {cells:,} cells in {len(mine)} parts, {wall_s:.0f} s one after the "
            f"other, {cpu_s:.0f} s of CPU, {leaks} leaks"
        )
