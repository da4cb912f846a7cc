"""The emulated homes as a process: until it is ended."""

import asyncio

import structlog

from infra.emulated_homes.hung import Hung, read_hung
from infra.emulated_homes.speak import Homes, speak
from infra.mqtt.tell_once import tell_once
from infra.process_clock import process_clock
from infra.settings import Settings

log = structlog.get_logger()


async def run(settings: Settings) -> None:
    """At the embedded broker; without a demo it says so, and waits to be ended like any part.
    Homes that were seeded before devices were kept stay silent: an empty database has new ones."""
    devices = read_hung(settings.state_dir)
    if not devices:
        log.warning("homes.no_demo", hint="`make clean`, and the next start hangs new devices")
        await asyncio.Event().wait()

    async def tell(device: Hung, message: bytes) -> bool:
        return await tell_once(
            message,
            device_id=device.device_id,
            password=device.password,
            port=settings.embedded.mqtt_port,
        )

    await speak(Homes(devices, tell, clock=process_clock(settings)))
