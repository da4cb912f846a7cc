"""A server that grows, leaks, loses requests or changes its mind does not pass."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from ml_serving.bench.processes import Footprint
from ml_serving.bench.stage import Heard, archives
from ml_serving.soak import Diary, verdict

MIB = 2**20


def heard(answer: str = "[1.0]", **statuses: int) -> Heard:
    told = {name.lstrip("_"): count for name, count in (statuses or {"_200": 10}).items()}
    return Heard(sum(told.values()), 1.0, 0.5, 0.1, [0.01, 0.02], {"0": [answer]}, told)


def lived(*moments: tuple[Heard, int, int]) -> Diary:
    """Slices of (what was heard, resident MiB, descriptors)."""
    diary = Diary()
    for one, mib, descriptors in moments:
        diary.note(one, Footprint(5, mib * MIB, descriptors))
    return diary


def test_a_server_that_stays_as_it_is_passes():
    assert verdict(lived(*[(heard(), 500, 80)] * 50)).wrong == []


def test_what_is_taken_while_it_warms_up_is_not_growth():
    warming = [(heard(), 300 + 20 * step, 60 + step) for step in range(10)]
    assert verdict(lived(*warming, *[(heard(), 500, 80)] * 40)).wrong == []


def test_memory_that_grows_is_seen():
    seen = verdict(lived(*[(heard(), 500 + step, 80) for step in range(100)]))
    assert seen.wrong == ["memory grew 1.138 times"]


def test_descriptors_that_stay_open_are_seen():
    seen = verdict(lived(*[(heard(), 500, 80 + step // 10) for step in range(50)]))
    assert "descriptors were not closed" in seen.wrong[0]


def test_a_lost_request_is_seen():
    seen = verdict(lived(*[(heard(), 500, 80)] * 49, (heard(_200=9, _0=1), 500, 80)))
    assert seen.wrong == ["not all were answered: {'200': 499, '0': 1}"]


def test_another_answer_to_the_same_question_is_seen():
    seen = verdict(lived(*[(heard(), 500, 80)] * 49, (heard("[1.001]"), 500, 80)))
    assert seen.wrong == ["answers differ by 0.000999001"]


SECONDS = os.environ.get("OSAN_TEST_SOAK_SECONDS", "20")
"""`make soak` soaks for an hour."""


@pytest.mark.slow
def test_at_four_fifths_of_the_load_memory_is_flat_and_nothing_leaks(
    repository: Path, tmp_path: Path
):
    """The soak itself, only shorter: all models at once, and every answer compared."""
    found = archives(repository / "var" / "models")
    assert found, "make models-env puts the models there"
    for path in found.values():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    command = [*(sys.executable, "-m", "ml_serving.soak"), "--seconds", SECONDS]
    with subprocess.Popen(
        [*command, "--store", str(tmp_path)],
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as soak:
        # Its servers hold the pipes, too: whoever ends it alone waits for them for ever.
        give_up = Timer(240 + float(SECONDS), os.killpg, (soak.pid, signal.SIGKILL))
        give_up.start()
        said, complained = soak.communicate()
        give_up.cancel()
    assert "requests a second, 80 % of what it takes" in said, complained
    assert complained == "", said
    assert soak.returncode == 0, said
