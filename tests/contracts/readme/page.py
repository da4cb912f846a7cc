"""What a README promises: steps to paste with what they show, addresses, links."""

import re
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)|src=\"([^\"]+)\"")
ADDRESS = re.compile(r"<(http://127\.0\.0\.1:\d+[^>]*)>")
WITH_MODELS = re.compile(r"^### .*`make run MODELS=1`$.*?(?=^##)", re.MULTILINE | re.DOTALL)
"""The part of the tour that needs the models."""
GAP = "…"


@dataclass(frozen=True)
class Step:
    """Lines to paste one after the other, and what their screens show together, in order.

    A `…` in a promise stands for any text.
    """

    lines: tuple[str, ...]
    promises: tuple[str, ...]


def steps(page: Path) -> list[Step]:
    """Of the tour without models."""
    return _steps(_without_models(page))


def steps_with_models(page: Path) -> list[Step]:
    return _steps(_with_models(page))


def first_screen_with_models(page: Path) -> tuple[str, ...]:
    """What `make run MODELS=1` promises to show."""
    fence = FENCE.search(_with_models(page))
    assert fence is not None
    return tuple(line.strip() for line in fence["text"].splitlines())


def _steps(text: str) -> list[Step]:
    """Each `sh` block, with the `text` block that follows it, if one does before the next."""
    found: list[Step] = []
    for fence in FENCE.finditer(text):
        lines = tuple(line.strip() for line in fence["text"].splitlines() if line.strip())
        if fence["kind"] == "sh":
            found.append(Step(lines, ()))
        elif fence["kind"] == "text" and found and not found[-1].promises:
            found[-1] = Step(found[-1].lines, lines)
    return found


def kept(promises: tuple[str, ...], shown: str) -> bool:
    """Whether the promised lines stand on the screen in their order, among others."""
    screen = iter(shown.splitlines())
    return all(any(_fits(promise, line) for line in screen) for promise in promises)


def links(page: Path) -> set[str]:
    """The files and folders that the page points to."""
    return {a or b for a, b in LINK.findall(page.read_text("utf-8"))}


def addresses(page: Path) -> set[str]:
    """The pages of the running house that the reader is to open."""
    return set(ADDRESS.findall(_without_models(page)))


def _without_models(page: Path) -> str:
    return WITH_MODELS.sub("", page.read_text("utf-8"))


def _with_models(page: Path) -> str:
    part = WITH_MODELS.search(page.read_text("utf-8"))
    assert part is not None
    return part[0]


def _fits(promise: str, line: str) -> bool:
    pattern = ".*".join(map(re.escape, promise.split(GAP)))
    return re.search(pattern, line) is not None
