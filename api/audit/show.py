"""What a verification looks like: a bar and sentences for people, lines of JSON for programs."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domains.kernel.sealing.finding import Finding
from domains.kernel.sealing.verify import Progress as Step

Shown = Callable[[Step], None]


class Show(Protocol):
    def stream(self, name: str) -> AbstractContextManager[Shown]:
        """While one stream is verified: what to call after each stretch."""

    def outage(self, reason: str) -> None:
        """It could not be checked."""


class Screen:
    """For people: findings stand above the bar, a summary below."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)

    @contextmanager
    def stream(self, name: str) -> Iterator[Shown]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, TimeRemainingColumn(), console=self._console) as bar:
            task = bar.add_task(f"{name}: blocks", total=None)
            last, found = Step(0, 0, 0, ()), 0

            def shown(step: Step) -> None:
                nonlocal last, found
                last, found = step, found + len(step.findings)
                bar.update(task, completed=step.blocks, total=step.of_blocks)
                for finding in step.findings:
                    bar.console.print(f"[red]✗[/red] {finding}")

            yield shown
        self._console.print(_summary(name, last, found))

    def outage(self, reason: str) -> None:
        self._console.print(f"[red]✗[/red] it could not be checked: {reason}")


class JsonLines:
    """For programs: a line for each finding, and one for each stream at its end."""

    @contextmanager
    def stream(self, name: str) -> Iterator[Shown]:
        last, found = Step(0, 0, 0, ()), 0

        def shown(step: Step) -> None:
            nonlocal last, found
            last, found = step, found + len(step.findings)
            for finding in step.findings:
                _say(_plain(finding))

        yield shown
        _say(
            {
                "stream": name,
                "blocks": last.blocks,
                "rows": last.rows,
                "unsealed": last.unsealed,
                "findings": found,
            }
        )

    def outage(self, reason: str) -> None:
        _say({"unavailable": reason})


def _summary(name: str, last: Step, found: int) -> str:
    mark = "[red]✗[/red]" if found else "[green]✓[/green]"
    verdict = f"findings: {found}" if found else "nothing was changed"
    seen = f"sealed rows: {last.rows}, blocks: {last.blocks}, not sealed yet: {last.unsealed}"
    return f"{mark} {name}: {verdict} ({seen})"


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "stream": finding.stream,
        "wrong": finding.wrong.name.lower(),
        "block": finding.block,
        "row": None if finding.row_id is None else str(finding.row_id),
    }


def _say(line: dict[str, object]) -> None:
    typer.echo(orjson.dumps(line))
