"""Requests ride together, and nobody notices but the clock."""

import asyncio

import numpy as np

from ml_serving.contract import Datatype
from ml_serving.host import (
    Answered,
    Ask,
    BatchWishes,
    Full,
    Outcome,
    RawInput,
    Refused,
    TensorInput,
    Unknown,
    WireTensor,
)
from tests.ml_serving.registry.asking import ask, batches, hold, soon, until, y_of


def tensors(*rows: float) -> Ask:
    data = np.array(rows, "<f4").tobytes()
    tensor = WireTensor("x", Datatype.FP32, (len(rows), 1), data)
    return Ask("toy", TensorInput([tensor], len(rows)))


async def test_those_who_wait_together_ride_together_whatever_they_speak(
    host, archived, journal, door
):
    wishes = BatchWishes(max_batch=6, learns_seats=False)
    await host.register(archived(journal=str(journal)), batch=wishes)
    held = await hold(host, door, x=100)
    asks = [ask(1), tensors(2, 4), ask(5), ask(6), ask(7), ask(8)]
    waiting = [asyncio.create_task(host.predict(each)) for each in asks]
    await until(lambda: host.describe()[0].queued_rows == 7)
    door.open()
    answered = await soon(asyncio.gather(held, *waiting))
    assert batches(journal) == [[100.0], [1.0, 2.0, 4.0, 5.0, 6.0, 7.0], [8.0]]
    assert np.frombuffer(answered[2].tensors[0].data, "<f4").tolist() == [4.0, 8.0]
    assert [y_of(each) for each in (*answered[3:], answered[0])] == [10.0, 12.0, 14.0, 16.0, 200.0]
    assert [each.batch_rows for each in answered] == [1, 6, 6, 6, 6, 6, 1]


async def test_a_line_holds_so_many_and_says_when_to_come_back(host, archived, door):
    await host.register(archived(), batch=BatchWishes(queue_rows=3))
    held = await hold(host, door)
    waiting = [asyncio.create_task(host.predict(each)) for each in (ask(1), tensors(1, 2))]
    await until(lambda: host.describe()[0].queued_rows == 3)
    full = await soon(host.predict(ask()))
    assert isinstance(full, Full)
    assert full.retry_after_s > 0
    door.open()
    for answered in await soon(asyncio.gather(held, *waiting)):
        assert isinstance(answered, Answered)


async def test_more_rows_than_any_line_holds_are_refused(host, archived):
    await host.register(archived(), batch=BatchWishes(queue_rows=3))
    refused = await host.predict(tensors(1, 2, 3, 4))
    assert isinstance(refused, Refused)
    assert refused.expected == "at most 3 rows in one request"


async def test_a_lone_asker_never_waits_for_company(host, archived):
    await host.register(archived(), batch=BatchWishes(max_delay_s=30.0))
    for _ in range(5):
        assert isinstance(await soon(host.predict(ask())), Answered)


async def test_a_crowd_is_answered_in_full_batches(host, archived, journal):
    wishes = BatchWishes(max_batch=4, max_delay_s=0.5, learns_seats=False)
    await host.register(archived(journal=str(journal), forward_s=0.01), batch=wishes)

    async def client() -> list[Outcome]:
        return [await host.predict(ask(9)) for _ in range(10)]

    await soon(asyncio.gather(*(client() for _ in range(8))))
    sizes = [len(batch) for batch in batches(journal)]
    assert sum(sizes) == 80
    assert sum(size == 4 for size in sizes) >= 10, sizes


async def test_nobody_of_that_name(host, archived):
    assert await host.predict(ask()) == Unknown("toy", None)
    await host.register(archived())
    assert await host.predict(ask(version="9.9.9")) == Unknown("toy", "9.9.9")


async def test_a_large_body_crosses_whole(host, archived):
    await host.register(archived())
    body = b'{"x": 4' + b" " * 5_000_000 + b"}"
    asked = Ask("toy", RawInput(body, "application/json"))
    answers = await soon(asyncio.gather(*(host.predict(asked) for _ in range(4))))
    assert [y_of(each) for each in answers] == [8.0] * 4
