"""A copy of the house to take checks out of."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

BIN = "/usr/bin:/bin"
PARTS = ("api", "domains", "graphql", "infra", "notifications", "mobile_contracts", "tests")
PASSED, FAILED = 0, 1


class CopiedHouse:
    """Its runs use the servers of this one, `lent` by environment variables."""

    def __init__(self, root: Path, lent: dict[str, str]) -> None:
        self._root = root
        self._said = root / "proofs.log"
        with self._said.open("wb") as said:
            self._proofs = subprocess.Popen(
                [sys.executable, "-m", "tests.architecture.prove_in_forks"],
                cwd=root,
                env={"PYTHONPATH": f"{root}:{root / 'graphql'}", "PATH": BIN, **lent},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )

    @classmethod
    @contextmanager
    def of(cls, repository: Path, root: Path, lent: dict[str, str]) -> Iterator[Self]:
        """A copy at `root`, until the block ends."""
        ignored = shutil.ignore_patterns("node_modules", "dist")
        for part in PARTS:
            shutil.copytree(repository / part, root / part, ignore=ignored)
        shutil.copy(repository / "pyproject.toml", root)
        house = cls(root, lent)
        try:
            yield house
        finally:
            house._proofs.terminate()
            house._proofs.communicate()

    @contextmanager
    def with_instead(self, module: str, text: str) -> Iterator[None]:
        """While `text` stands at the end of a module, over the check that stands there."""
        path = self._root / module
        before = path.read_text("utf-8")
        path.write_text(before + text, "utf-8")
        try:
            yield
        finally:
            path.write_text(before, "utf-8")

    def passes(self, *proofs: str) -> bool:
        """Whether all of them do, one after the other in one process."""
        assert self._proofs.stdin is not None
        assert self._proofs.stdout is not None
        self._proofs.stdin.write(f"{' '.join(proofs)}\n")
        self._proofs.stdin.flush()
        status = self._proofs.stdout.readline().strip()
        assert status in (str(PASSED), str(FAILED)), self._said.read_text("utf-8")[-2000:]
        return status == str(PASSED)
