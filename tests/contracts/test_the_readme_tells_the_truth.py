"""The README's tour, pasted line by line into a shell beside a running house."""

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from datetime import time as dt_time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from domains.kernel.clock import SEOUL, SystemClock, seoul_date
from tests.contracts.readme.first_terminal import FirstTerminal
from tests.contracts.readme.page import (
    Step,
    addresses,
    first_screen_with_models,
    kept,
    links,
    steps,
    steps_with_models,
)
from tests.contracts.readme.terminal import Terminal

ROOT = Path(__file__).parents[2]
ENGLISH, KOREAN = ROOT / "README.md", ROOT / "README.ko.md"
PAGES = pytest.mark.parametrize("page", [ENGLISH, KOREAN], ids=["en", "ko"])
PATH_OF_THE_TOUR = 'PATH="$PWD/.venv/bin:$PATH"'
ARRIVING = ('"kind": "ENTER",',)
LEAVING_HOME = ('"kind": "EXIT",', '"placeName": "집",')
WALKED_OVER_MIDNIGHT = dt_time(0, 15)
"""In Seoul: the tour's walk ends when it is replayed, and takes ten minutes."""

LOOK_AGAIN_S = 20.0
"""A push takes its moment; a reader who sees nothing yet looks again."""


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that PostgreSQL's own user may enter; pytest's are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="osan-readme-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def first(home: Path) -> Iterator[FirstTerminal]:
    terminal = FirstTerminal(ROOT, home)
    yield terminal
    terminal.ctrl_c()


@pytest.fixture
def second(first: FirstTerminal) -> Iterator[Terminal]:
    first.wait_for("Ctrl-C")
    terminal = Terminal(ROOT, first.env)
    yield terminal
    terminal.close()


@pytest.mark.slow
def test_the_tour_does_what_it_says(first: FirstTerminal, second: Terminal):
    began = today_in_osan()
    for step in steps(ENGLISH):
        take(step, second, began=began)
    for address in addresses(ENGLISH):
        assert status_of(first.here(address)) == 200, address
    assert first.ctrl_c() == 0
    assert "nothing runs any more" in first.screen


@pytest.mark.slow
@pytest.mark.long
def test_the_tour_with_models_does_what_it_says(home: Path):
    if not (ROOT / ".venv-models/bin/python").exists() or not (ROOT / "var/models").is_dir():
        pytest.skip("the models are not installed here (make models-env)")
    first = FirstTerminal(ROOT, home, with_models=True)
    try:
        first.wait_for("Ctrl-C")
        assert kept(first_screen_with_models(ENGLISH), first.screen), first.screen
        second = Terminal(ROOT, first.env)
        for step in steps_with_models(ENGLISH):
            pasted = Step((PATH_OF_THE_TOUR, *step.lines), step.promises)
            take(pasted, second, began=today_in_osan())
        second.close()
    finally:
        assert first.ctrl_c() == 0


def test_both_languages_paste_the_same_lines():
    assert steps(ENGLISH) == steps(KOREAN)
    assert addresses(ENGLISH) == addresses(KOREAN)
    assert steps_with_models(ENGLISH) == steps_with_models(KOREAN)
    assert first_screen_with_models(ENGLISH) == first_screen_with_models(KOREAN)


@PAGES
def test_every_link_leads_somewhere(page: Path):
    assert [link for link in links(page) if not (ROOT / link).exists()] == []


@PAGES
def test_every_make_target_that_is_named_exists(page: Path):
    named = set(re.findall(r"\bmake ([a-z-]+)\b", page.read_text("utf-8")))
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def take(step: Step, terminal: Terminal, *, began: date) -> None:
    """Paste the step; where it only looks, look again until the screen keeps the promise,
    which is read behind the screen: midnight may come between the two."""
    shown, promises = paste(step, terminal), promised(step, began=began)
    give_up = time.monotonic() + LOOK_AGAIN_S
    while not kept(promises, shown) and only_looks(step) and time.monotonic() < give_up:
        shown, promises = paste(step, terminal), promised(step, began=began)
    assert kept(promises, shown), f"{promises} was promised; this was shown:\n{shown}"


def promised(step: Step, *, began: date) -> tuple[str, ...]:
    """A walk that began before midnight in Osan left home on a day that is over by now; of a tour
    that began before it, the whole walk was on that day."""
    if today_in_osan() != began:
        over = (*LEAVING_HOME, *ARRIVING)
    elif SystemClock().now().astimezone(SEOUL).time() < WALKED_OVER_MIDNIGHT:
        over = LEAVING_HOME
    else:
        over = ()
    return tuple(line for line in step.promises if line not in over)


def today_in_osan() -> date:
    return seoul_date(SystemClock().now())


def paste(step: Step, terminal: Terminal) -> str:
    screens = [(line, terminal.paste(line)) for line in step.lines]
    assert [(line, s.text) for line, s in screens if s.status != 0] == []
    return "".join(screen.text for _, screen in screens)


def only_looks(step: Step) -> bool:
    looks = re.compile(
        r"osan-talk ask \w+ (inbox|commute_timeline|location_uses|who_am_i|rights_case)\b"
    )
    return all(looks.match(line) for line in step.lines)


def status_of(address: str) -> int:
    with urlopen(Request(address, headers={"Accept": "text/html"}), timeout=10) as answer:
        return int(answer.status)
