"""A process that waits for its cue: one line of JSON in, one line of JSON out, again and again."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Words = Mapping[str, Any]


class Performer:
    """`python -m MODULE …`, started once; each cue is a performance."""

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", module, *arguments]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.hear()

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, words: Words) -> Any:
        self.begin(words)
        return self.hear()

    def begin(self, words: Words) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Raises EOFError when the process has ended; its complaint stands on standard error."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise EOFError(f"{self._process.args!r} ended")
        return json.loads(line)

    def dismiss(self) -> None:
        """Politely, and then not."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def performer(module: str, *arguments: str) -> Iterator[Performer]:
    one = Performer(module, *arguments)
    try:
        yield one
    finally:
        one.dismiss()


def perform(play: Callable[[Words], Words]) -> None:
    """The other side: say that it is ready, then play until nobody asks any more."""
    _say({"ready": True})
    for line in sys.stdin:
        _say(play(json.loads(line)))


def _say(words: Words) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()
