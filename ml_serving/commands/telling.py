"""How a command speaks: results to standard output, everything else to standard error."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from ml_serving.archive import BadArchive
from ml_serving.contract import Refusal

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

REFUSED = 1


class RefusedError(Exception):
    """The text is the whole story, for the person at the terminal."""


def refuse(what: str, why: BadArchive | Refusal) -> RefusedError:
    """To be raised: a command ends where something was refused."""
    match why:
        case BadArchive(reason=reason):
            return RefusedError(f"{what} is refused: {reason}.")
        case Refusal(reason=reason, expected=expected):
            return RefusedError(f"{what} is refused: {reason}; expected: {expected}.")


@contextmanager
def told_in_words() -> Iterator[None]:
    """A refusal, or a disk or a store that fails, is a sentence and an exit status, no stack."""
    try:
        yield
    except (RefusedError, OSError) as refused:
        err.print(f"✗ {refused}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(REFUSED) from None
