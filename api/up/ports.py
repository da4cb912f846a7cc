"""The ports of a run: known, free, and each with the setting that changes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psutil

from infra.embedded.free_port import free_port, port_is_busy
from infra.setting_defaults import database_url, mqtt_url, valkey_url
from infra.settings import ModelServerSettings, Settings, override


@dataclass(frozen=True)
class Door:
    """Where one part listens."""

    part: str
    setting: str
    host: str
    port: int


def doors(settings: Settings) -> Iterator[Door]:
    """Every port that this run will open; a part that lives elsewhere opens none."""
    here, gateway = "127.0.0.1", settings.gateway
    embedded, push, idp = settings.embedded, settings.push_emulator, settings.idp_emulator
    if has_own_postgres(settings):
        yield Door("PostgreSQL", "OSAN__EMBEDDED__POSTGRES_PORT", here, embedded.postgres_port)
    if has_own_valkey(settings):
        yield Door("Valkey", "OSAN__EMBEDDED__VALKEY_PORT", here, embedded.valkey_port)
    if has_own_broker(settings):
        yield Door("MQTT broker", "OSAN__EMBEDDED__MQTT_PORT", here, embedded.mqtt_port)
    yield Door("gateway", "OSAN__GATEWAY__PORT", gateway.host, gateway.port)
    yield Door("push emulator", "OSAN__PUSH_EMULATOR__PORT", push.host, push.port)
    yield Door("identity provider", "OSAN__IDP_EMULATOR__PORT", idp.host, idp.port)
    if settings.model_server.enabled:
        yield from _doors_of_models(settings.model_server)


def _doors_of_models(server: ModelServerSettings) -> Iterator[Door]:
    for what in ("inference", "management", "metrics"):
        setting = f"OSAN__MODEL_SERVER__{what.upper()}_PORT"
        yield Door(f"models' {what}", setting, server.host, getattr(server, f"{what}_port"))


def has_own_postgres(settings: Settings) -> bool:
    """Whether nobody named a database elsewhere."""
    return settings.database.url == database_url(settings.embedded.postgres_port)


def has_own_valkey(settings: Settings) -> bool:
    return settings.valkey.url == valkey_url(settings.embedded.valkey_port)


def has_own_broker(settings: Settings) -> bool:
    return settings.mqtt.url == mqtt_url(settings.embedded.mqtt_port)


def settle_free_ports(settings: Settings) -> Settings:
    """Turn every port 0 into a free one, for us and for every child we start."""
    chosen = {door.setting: str(free_port()) for door in doors(settings) if door.port == 0}
    return override(chosen) if chosen else settings


def busy(settings: Settings) -> list[str]:
    """One line for each port that somebody else holds: whose, by whom, and the way out."""
    return [_complaint(door) for door in doors(settings) if port_is_busy(door.port, door.host)]


def _complaint(door: Door) -> str:
    other = free_port()
    return (
        f"Port {door.port} of the {door.part} is busy{_holder(door.port)}. "
        f"Free it, or choose another: {door.setting}={other} make run"
    )


def _holder(port: int) -> str:
    """Who listens there, where the system lets us see it."""
    try:
        for line in psutil.net_connections(kind="tcp"):
            if line.status == psutil.CONN_LISTEN and line.pid and _port(line.laddr) == port:
                return f": {psutil.Process(line.pid).name()} (pid {line.pid}) listens there"
    except psutil.Error:
        return ""
    return ""


def _port(address: Any) -> int | None:
    """psutil gives an unconnected end as an empty tuple."""
    return address.port if address else None
