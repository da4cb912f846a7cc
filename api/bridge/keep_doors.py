"""The broker's list of who may come in follows the registry of devices, seconds behind."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

import structlog

from domains.care.public import homes
from infra.database import OUTAGES, open_database
from infra.device_keys import device_keys
from infra.home_settings import MqttSettings
from infra.mqtt.broker_passwords import Credential, line_of, write_lines
from infra.settings import Settings

log = structlog.get_logger()

LOOK_EVERY_S = 2.0


class NoPasswordsFileError(Exception):
    """OSAN__MQTT__PASSWORDS_FILE: missing; where shall the broker's list of devices lie?"""

    def __init__(self) -> None:
        super().__init__(NoPasswordsFileError.__doc__)


async def run(settings: Settings) -> None:
    """As a process of its own, beside a broker; until told to stop."""
    file = settings.mqtt.passwords_file
    if file is None:
        raise NoPasswordsFileError
    async with open_database(settings.database):
        keeping = asyncio.create_task(
            BrokerDoors(settings.mqtt, file, keys=device_keys(settings)).keep()
        )
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, keeping.cancel)
        with suppress(asyncio.CancelledError):
            await keeping


class BrokerDoors:
    """Writes the password file of one broker, and tells the broker when it has changed.

    A device that was retired is refused by the bridge at once, whatever the broker still believes.
    """

    def __init__(self, settings: MqttSettings, file: Path, *, keys: homes.DeviceKeys) -> None:
        self._settings, self._file, self._keys = settings, file, keys
        self._version: int | None = None
        self._lines: dict[Credential, str] = {}

    async def keep(self) -> None:
        """For ever; an outage of the database leaves the list as it was."""
        while True:
            try:
                await self.write()
            except OUTAGES as outage:
                log.warning("broker_doors.waits", error=type(outage).__name__)
            await asyncio.sleep(LOOK_EVERY_S)

    async def write(self) -> None:
        """Write the list if anything has changed since this was last called."""
        version = await homes.registry_version()
        if version == self._version:
            return
        credentials = [self._own(), *await self._devices()]
        self._lines = {one: self._lines.get(one) or line_of(one) for one in credentials}
        if await asyncio.to_thread(write_lines, list(self._lines.values()), self._file):
            self._tell_broker()
        self._version = version

    def _own(self) -> Credential:
        password = self._settings.password
        return Credential(self._settings.username, password.get_secret_value() if password else "")

    async def _devices(self) -> list[Credential]:
        found = await homes.broker_credentials(self._keys)
        return [Credential(str(device_id), password) for device_id, password in found]

    def _tell_broker(self) -> None:
        file = self._settings.broker_pid_file
        if file is not None:
            with suppress(OSError, ValueError):
                os.kill(int(file.read_text()), signal.SIGHUP)
