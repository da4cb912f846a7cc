"""The least that an event needs to get from a commit to a phone.

One INSERT with its NOTIFY is committed; another connection hears it and posts one message to
the push emulator over a kept connection. No queue, no decision, no second write.
"""

import asyncio
import time

import aiohttp
import asyncpg

CHANNEL = "bench_floor"
MESSAGE = {"data": {"title": "bench", "body": "bench"}}
PAUSE_S = 0.02


def commit_and_push(database: str, emulator: str, *, times: int) -> dict[str, float]:
    """When each commit returned, by the phone that it rang."""
    return asyncio.run(_run(database, emulator, times))


async def _run(database: str, emulator: str, times: int) -> dict[str, float]:
    writer, listener = await asyncpg.connect(database), await asyncpg.connect(database)
    heard: asyncio.Queue[str] = asyncio.Queue()
    await listener.add_listener(CHANNEL, lambda *said: heard.put_nowait(said[-1]))
    await writer.execute("CREATE TABLE bench_floor (phone text, at timestamptz DEFAULT now())")
    committed: dict[str, float] = {}
    async with aiohttp.ClientSession(headers={"authorization": "Bearer emulator"}) as session:
        for number in range(times):
            phone = f"floor-{number}"
            committed[phone] = await _commit(writer, phone)
            assert await heard.get() == phone
            await _push(session, emulator, phone)
            await asyncio.sleep(PAUSE_S)
    await writer.close()
    await listener.close()
    return committed


async def _commit(writer: "asyncpg.Connection", phone: str) -> float:
    async with writer.transaction():
        await writer.execute("INSERT INTO bench_floor (phone) VALUES ($1)", phone)
        await writer.execute("SELECT pg_notify($1, $2)", CHANNEL, phone)
    return time.time()


async def _push(session: aiohttp.ClientSession, emulator: str, phone: str) -> None:
    said = {"message": {"token": phone, **MESSAGE}}
    address = f"{emulator}/v1/projects/osan-dev/messages:send"
    async with session.post(address, json=said) as answer:
        assert answer.status == 200, await answer.text()
