"""`python -m infra.benchmarks [row ...] [--short]`: measure, print the table, write the page."""

import argparse
from collections.abc import Callable, Iterator, Mapping

from rich.console import Console

from infra.benchmarks import (
    batches_of_50,
    consent_share,
    crossings_found,
    latency,
    owntracks_single,
    served_models,
    table,
)
from infra.benchmarks.care import timers
from infra.benchmarks.figures import Row
from infra.benchmarks.homes import homes_heard, smoke_to_push
from infra.benchmarks.machine import describe_machine
from infra.benchmarks.order import REPEATS, SHORT_REPEATS, Order
from infra.benchmarks.push import fan_out, memory_flat, sos_under_campaign, two_workers

ROWS: Mapping[str, Callable[[Order], Iterator[Row]]] = {
    "owntracks_single": owntracks_single.run,
    "batches_of_50": batches_of_50.run,
    "consent_share": consent_share.run,
    "latency": latency.run,
    "crossings": crossings_found.run,
    "fan_out": fan_out.run,
    "sos_under_campaign": sos_under_campaign.run,
    "memory_flat": memory_flat.run,
    "two_workers": two_workers.run,
    "served_models": served_models.run,
    "homes_heard": homes_heard.run,
    "smoke_to_push": smoke_to_push.run,
    "timers": timers.run,
}


def main() -> None:
    options = _options().parse_args()
    order = Order(options.short, options.repeats or (SHORT_REPEATS if options.short else REPEATS))
    console, machine = Console(width=150), describe_machine()
    console.print(*machine, sep="\n")
    rows: list[Row] = []
    for name in options.rows or ROWS:
        for row in ROWS[name](order):
            console.print(f"{row.name}: {row.ratio or row.product}", highlight=False)
            rows.append(row)
    console.print(table.draw(rows))
    if order.short:
        return
    if options.rows:
        table.replace(rows)
    else:
        table.write(rows, machine, repeats=order.repeats)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="infra.benchmarks", description=__doc__)
    options.add_argument("rows", nargs="*", choices=[*ROWS, []], help="all, unless named")
    options.add_argument("--short", action="store_true", help="prove that it works, no more")
    options.add_argument("--repeats", type=int, help="turns of each side")
    return options


if __name__ == "__main__":
    main()
