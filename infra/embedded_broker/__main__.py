"""`python -m infra.embedded_broker --port=… --passwords=FILE`: run until told to stop."""

import argparse
import asyncio
import logging
import signal
from collections.abc import Sequence

from amqtt.broker import Broker


async def run(*, port: int, passwords: str) -> None:
    broker = Broker(
        {
            "listeners": {"default": {"type": "tcp", "bind": f"127.0.0.1:{port}"}},
            "plugins": {
                "infra.embedded_broker.walls.Doorman": {"passwords": passwords},
                "infra.embedded_broker.walls.Walls": {},
            },
        }
    )
    await broker.start()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    await broker.shutdown()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="embedded-broker", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--passwords", required=True)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    asyncio.run(run(port=chosen.port, passwords=chosen.passwords))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
