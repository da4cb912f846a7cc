"""The table on the screen, and the page in the repository."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table

from infra.benchmarks.figures import Row

PAGE = Path(__file__).parent / "results.md"
HEADINGS = ("row", "product", "yardstick", "ratio (least–most)", "goal", "met")
_MET = {True: "yes", False: "NO", None: ""}


def draw(rows: Sequence[Row]) -> Table:
    table = Table(*HEADINGS)
    for row in rows:
        table.add_row(*_cells(row))
    return table


def write(rows: Sequence[Row], machine: Sequence[str], *, repeats: int, page: Path = PAGE) -> None:
    """Rewrite the page; it is generated, never edited."""
    page.write_text("\n".join(_lines(rows, machine, repeats)) + "\n", encoding="utf-8")


def replace(rows: Sequence[Row], *, page: Path = PAGE) -> None:
    """Put these rows in the place of their namesakes on the page, and leave the others."""
    fresh = {row.name: _line(row) for row in rows}
    lines = [fresh.pop(_name(line), line) for line in page.read_text("utf-8").splitlines()]
    page.write_text("\n".join([*lines, *fresh.values()]) + "\n", encoding="utf-8")


def _name(line: str) -> str:
    return line.removeprefix("| ").partition(" | ")[0]


def _lines(rows: Sequence[Row], machine: Sequence[str], repeats: int) -> Iterator[str]:
    yield "# Results of `make bench`"
    yield ""
    yield "Generated; what each row means stands in [README.md](README.md). Medians of "
    yield f"{repeats} interleaved turns; µs are CPU microseconds an item, ratios are theirs."
    yield ""
    yield from (f"- {fact}" for fact in machine)
    yield ""
    yield f"| {' | '.join(HEADINGS)} |"
    yield f"|{'---|' * len(HEADINGS)}"
    yield from (_line(row) for row in rows)


def _line(row: Row) -> str:
    return f"| {' | '.join(_cells(row))} |"


def _cells(row: Row) -> tuple[str, ...]:
    return row.name, row.product, row.yardstick, row.ratio, row.goal, _MET[row.met]
