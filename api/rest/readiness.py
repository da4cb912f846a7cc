"""What must be there before the gateway may be sent citizens."""

from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, Protocol

import httpx
from redis.asyncio import Redis
from tortoise.connection import get_connection

from infra.database import APPS

_MODELS_PATIENCE_S = 1.0


class Probe(Protocol):
    """One part that readiness rests on."""

    name: ClassVar[str]

    async def missing(self) -> str | None:
        """Why it is not ready, or None when it is. May raise: that is a reason too."""


class DatabaseProbe:
    """PostgreSQL answers."""

    name: ClassVar[str] = "database"

    async def missing(self) -> str | None:
        await get_connection("default").execute_query("SELECT 1")
        return None


class ValkeyProbe:
    """Valkey answers."""

    name: ClassVar[str] = "valkey"

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def missing(self) -> str | None:
        await self._client.ping()
        return None


class MigrationsProbe:
    """Every migration that this release ships has run; later ones, of a newer release, may too."""

    name: ClassVar[str] = "migrations"

    def __init__(self) -> None:
        self._shipped = shipped_migrations()

    async def missing(self) -> str | None:
        _, rows = await get_connection("default").execute_query(
            "SELECT app, name FROM tortoise_migrations"
        )
        waiting = self._shipped - {(row["app"], row["name"]) for row in rows}
        return ", ".join(f"{app}.{name}" for app, name in sorted(waiting)) or None


class ModelsProbe:
    """Every model that should be ready is; while one is not, its domain's stated fallback is."""

    name: ClassVar[str] = "models"

    def __init__(self, http: httpx.AsyncClient, base_url: str) -> None:
        self._http, self._address = http, f"{base_url}/v2/health/ready"

    async def missing(self) -> str | None:
        answer = await self._http.get(self._address, timeout=_MODELS_PATIENCE_S)
        return None if answer.is_success else f"not ready ({answer.status_code})"


def shipped_migrations() -> frozenset[tuple[str, str]]:
    """(app, name) of every migration in this release."""
    return frozenset(
        (label, file.stem)
        for label, package in APPS.items()
        for file in _folder(package).glob("[0-9]*.py")
    )


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "migrations"
