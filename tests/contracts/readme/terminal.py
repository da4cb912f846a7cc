"""A reader's second terminal: one plain shell that lives through the tour."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MARK = "--- done:"


@dataclass(frozen=True)
class Screen:
    """What a pasted line showed, errors among it, and its exit status."""

    text: str
    status: int


class Terminal:
    """`sh`, in the folder of the checkout."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self._shell = subprocess.Popen(
            ["/bin/sh"],
            cwd=folder,
            env=dict(env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def paste(self, line: str) -> Screen:
        """The screen after one line has run; raises EOFError when the shell is gone."""
        assert self._shell.stdin is not None
        self._shell.stdin.write(f'{line}\nprintf "\\n{MARK}%s\\n" "$?"\n')
        self._shell.stdin.flush()
        shown: list[str] = []
        while not (said := self._read_line()).startswith(MARK):
            shown.append(said)
        return Screen("".join(shown), int(said.removeprefix(MARK)))

    def close(self) -> None:
        assert self._shell.stdin is not None
        self._shell.stdin.close()
        self._shell.wait(10)

    def _read_line(self) -> str:
        assert self._shell.stdout is not None
        if said := self._shell.stdout.readline():
            return said
        raise EOFError("the shell has ended")
