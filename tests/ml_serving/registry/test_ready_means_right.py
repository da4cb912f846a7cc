"""A version answers only after its golden inputs gave their golden answers."""

import asyncio
import json
import math
import os
import signal
from dataclasses import replace

from ml_serving.contract import GoldenCase
from ml_serving.host import NotReady, NotRegistered, Registered, VersionState
from tests.ml_serving.registry.asking import ask, soon, until, y_of
from tests.ml_serving.workers.toy import golden_of


async def test_a_proven_version_answers_and_says_who_it_is(host, archived):
    assert await host.register(archived()) == Registered("toy", "1.0.0", "AR-TOY", True)
    assert host.is_ready("toy")
    answered = await host.predict(ask(4))
    assert y_of(answered) == 8.0
    assert (answered.model, answered.version, answered.register_id) == ("toy", "1.0.0", "AR-TOY")
    assert answered.uncertainty == b'{"y":0.8}'
    assert 0 < answered.computed_s <= answered.latency_s


async def test_a_version_whose_golden_answer_is_another_is_failed_with_case_and_distance(
    host, archived
):
    refused = await host.register(archived(golden=golden_of(6.25)))
    assert isinstance(refused, NotRegistered)
    worst = refused.golden_failures[0]
    assert (worst.case, worst.where) == ("three", "y")
    assert math.isclose(worst.off_by, 0.25)
    (described,) = host.describe("toy")
    assert described.state is VersionState.FAILED
    assert described.golden_failures == refused.golden_failures
    assert not host.is_ready("toy")
    assert isinstance(await host.predict(ask()), NotReady)


async def test_an_answer_of_another_shape_is_infinitely_far(host, archived):
    case = GoldenCase("three", b'{"x": 3}', "application/json", {"z": 6.0}, 1e9)
    refused = await host.register(archived(golden=[case]))
    assert isinstance(refused, NotRegistered)
    assert refused.golden_failures[0].off_by == math.inf


async def test_a_failed_version_can_be_registered_again_once_it_is_mended(host, archived):
    await host.register(archived(golden=golden_of(6.25)))
    assert isinstance(await host.register(archived()), Registered)
    assert y_of(await host.predict(ask(1))) == 2.0


async def test_a_version_that_is_here_is_not_registered_twice(host, archived):
    name = archived()
    await host.register(name)
    again = await host.register(name)
    assert isinstance(again, NotRegistered)
    assert again.is_conflict
    assert len(host.describe()) == 1


async def test_what_is_no_archive_is_refused_with_the_reason(host, folder):
    (folder / "broken-1.0.0.zip").write_bytes(b"PK, but not really")
    refused = await host.register("broken-1.0.0.zip")
    assert isinstance(refused, NotRegistered)
    assert "zip" in refused.reason
    assert host.describe() == []


async def test_what_is_not_there_is_refused(host):
    assert isinstance(await host.register("nothing-1.0.0.zip"), NotRegistered)


async def test_wishes_that_nobody_may_have_are_refused(host, archived):
    refused = await host.register(archived(), batch={"max_batch": 0})
    assert isinstance(refused, NotRegistered)
    assert "at least one row" in refused.reason


async def test_an_archive_says_how_it_wants_to_be_served(host, archived):
    await host.register(archived(serving={"max_batch": 3, "priority": "safety"}))
    (described,) = host.describe("toy")
    assert (described.wishes.max_batch, described.priority.name) == (3, "SAFETY")


async def test_killed_in_the_middle_of_its_proof_it_is_not_registered(host, archived, door):
    case = replace(golden_of()[0], body=json.dumps({"x": 3, "gate": str(door.path)}).encode())
    registering = asyncio.create_task(host.register(archived(golden=[case])))
    await until(door.is_knocked_at)
    (worker,) = host.describe()[0].workers
    assert not host.is_ready("toy")
    assert isinstance(await host.predict(ask()), NotReady)
    os.kill(worker.pid, signal.SIGKILL)
    refused = await soon(registering)
    assert isinstance(refused, NotRegistered)
    assert refused.reason == "its worker was ended by signal 9 while loading"
    assert isinstance(await host.register(archived()), Registered)
    assert y_of(await host.predict(ask(2))) == 4.0
