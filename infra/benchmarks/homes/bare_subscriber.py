"""`python -m infra.benchmarks.homes.bare_subscriber PORT DATABASE BATCH GATHER_S`: the yardstick.

aiomqtt as its documentation has it: messages are iterated over, parsed, gathered and inserted in
batches like the bridge's, by the same kind of statement. Nothing is proven, checked or dated, none
is looked for twice, and paho acknowledges each before anybody has read it.
"""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import uvloop
from aiomqtt import Client, Message

from infra.mqtt.topics import EVERY_HOME, PREFIX

INSERT = """
    INSERT INTO bench.sensor_events
        (home_id, spot_id, device_id, measure, reading, humidity, at, received_at, late)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int2[], $5::float4[],
        $6::float4[], $7::timestamptz[], $8::timestamptz[], $9::bool[])
"""
MEASURES = {"motion": 1, "climate": 5}


def row_of(message: Message, homes: dict[str, tuple[UUID, UUID, UUID]], now: datetime) -> tuple:  # type: ignore[type-arg]
    said: Any = orjson.loads(message.payload)
    home, spot, device = homes[str(message.topic)[len(PREFIX) :]]
    reading = said["times"] if said["kind"] == "motion" else said["celsius"]
    at = datetime.fromtimestamp(said["at"] / 1000, UTC)
    humidity = said.get("humidity")
    return home, spot, device, MEASURES[said["kind"]], reading, humidity, at, now, False


async def perform(port: int, database: str, *, batch: int, gather_s: float) -> None:
    connection = await asyncpg.connect(database)
    homes = {
        str(row["id"]): (row["home_id"], row["spot_id"], row["id"])
        for row in await connection.fetch("SELECT id, home_id, spot_id FROM care.devices")
    }
    async with Client(
        "127.0.0.1", port, username="bridge", password="for-benches", identifier="bridge"
    ) as client:
        await client.subscribe(EVERY_HOME, qos=1)
        gathered: list[Message] = []
        something = asyncio.Event()

        async def insert() -> None:
            nonlocal gathered
            while True:
                await something.wait()
                if len(gathered) < batch:
                    await asyncio.sleep(gather_s)
                now = datetime.now(UTC)
                some, gathered = gathered[:batch], gathered[batch:]
                if not gathered:
                    something.clear()
                rows = [row_of(message, homes, now) for message in some]
                await connection.execute(INSERT, *map(list, zip(*rows, strict=True)))

        inserting = asyncio.create_task(insert())
        print("ready", flush=True)
        async for message in client.messages:
            gathered.append(message)
            something.set()
        inserting.cancel()


if __name__ == "__main__":
    uvloop.run(
        perform(int(sys.argv[1]), sys.argv[2], batch=int(sys.argv[3]), gather_s=float(sys.argv[4]))
    )
