"""`osan-talk predict`: the models' words at a console, or the rules that stand in."""

import asyncio
import os
import sys

import pytest

from infra.embedded import free_port
from tests.fakes.model_server import says


async def osan_talk(*words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "api.cli", "predict", *words),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "COLUMNS": "120"},
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def test_what_a_model_says_comes_with_its_version_and_register(server):
    bands = {"0.1": [2.0] * 24, "0.5": [5.0] * 24, "0.9": [9.0] * 24}
    server.always = says({"quantiles": bands}, version="1.2.0")
    said = await osan_talk("demand", f"--url={server.base_url}")
    assert "  09:00     2 …   5 …   9" in said
    assert "said by demand-forecast 1.2.0, register osan-ai-0002, in 1.5 ms" in said


@pytest.mark.parametrize(
    ("words", "rule", "told"),
    [
        (["demand"], "seasonal-naive", "eight chances in ten"),
        (["knowledge"], "smoothed-share", "adding fractions"),
        (["quiet"], "fixed-timer", "too long: somebody looks after her"),
        (["crossing", "infra/pictures/parents_phone.png"], "no-claim", "no claim: radar"),
    ],
)
async def test_without_a_server_the_rule_says_that_it_is_one(words, rule, told, repository):
    words = [str(repository / each) if "/" in each else each for each in words]
    said = await osan_talk(*words, f"--url=http://127.0.0.1:{free_port()}")
    assert told in said
    assert f"said by the rule {rule}: the model is unreachable" in said
