"""`python -m ml_serving.bench [row …] [--short] [--rows-to FILE]`: measure, and print the rows."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ml_serving.bench import killed, one_at_a_time, small_models, vision_served
from ml_serving.bench.figures import Order, Row
from ml_serving.bench.stage import archives

ROWS: Mapping[str, Callable[[Order, Mapping[str, Path]], Iterator[Row]]] = {
    "vision_served": vision_served.run,
    "small_models": small_models.run,
    "one_at_a_time": one_at_a_time.run,
    "killed": killed.run,
}
REPEATS, SHORT_REPEATS = 5, 1
HEADINGS = ("row", "product", "yardstick", "ratio (least–most)", "goal", "met")


def main() -> int:
    """1 where there is nothing to measure."""
    wanted = _options().parse_args()
    repeats = wanted.repeats or (SHORT_REPEATS if wanted.short else REPEATS)
    order, chosen = Order(wanted.short, repeats), archives(wanted.store)
    if not chosen:
        sys.stderr.write(f"no archives in {wanted.store}: make models-installed\n")
        return 1
    console, rows = Console(width=150, stderr=bool(wanted.rows_to)), []
    for name in wanted.rows or ROWS:
        for row in ROWS[name](order, chosen):
            console.print(f"{row.name}: {row.ratio or row.product}", highlight=False)
            rows.append(row)
    console.print(_drawn(rows))
    if wanted.rows_to:
        wanted.rows_to.write_text(json.dumps([asdict(row) for row in rows]))
    return 0


def _drawn(rows: list[Row]) -> Table:
    table = Table(*HEADINGS)
    for row in rows:
        met = {True: "yes", False: "NO", None: ""}[row.met]
        table.add_row(row.name, row.product, row.yardstick, row.ratio, row.goal, met)
    return table


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m ml_serving.bench", description=__doc__)
    options.add_argument("rows", nargs="*", choices=[*ROWS, []], help="all, unless named")
    options.add_argument("--short", action="store_true", help="prove that it works, no more")
    options.add_argument("--repeats", type=int, help="turns of each side")
    options.add_argument("--store", type=Path, default=Path("var/models"), help="of archives")
    options.add_argument("--rows-to", type=Path, help="write the rows as JSON, too")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
