"""What goes on beside a process goes on, whatever one turn met."""

import asyncio

from structlog.testing import capture_logs

from infra.again_and_again import beside, ticking


async def test_no_fault_of_one_turn_costs_the_next_one():
    turns, met, is_enough = [], [OSError(), ValueError("a bug"), None], asyncio.Event()

    async def act():
        fault = met[len(turns)]
        turns.append(fault)
        if fault:
            raise fault
        met.append(None)
        is_enough.set()

    with capture_logs() as said:
        async with ticking(act, every_s=0, what="pulse"):
            await is_enough.wait()
    assert [(each["event"], each["log_level"]) for each in said] == [
        ("loop.outage", "warning"),
        ("loop.unhandled", "error"),
    ]
    assert {each["loop"] for each in said} == {"pulse"}


async def test_it_ends_with_its_block():
    began, ended = asyncio.Event(), asyncio.Event()

    async def act():
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with ticking(act, every_s=0, what="pulse"):
        await began.wait()
    assert ended.is_set()


async def test_whatever_ends_the_loop_itself_is_told():
    is_told = asyncio.Event()

    async def broken():
        asyncio.get_running_loop().call_soon(is_told.set)
        raise ValueError("before its first turn")

    with capture_logs() as said:
        async with beside(broken(), what="119"):
            await is_told.wait()
    assert [(each["event"], each["loop"]) for each in said] == [("loop.ended", "119")]
