"""Has every model its migration, and which are still to run?"""

from typing import Any

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.writer import MigrationWriter

from infra.database import tortoise_config
from infra.setting_sections import DatabaseSettings

CONFIG = tortoise_config(DatabaseSettings(url="postgres://nobody@127.0.0.1:1/none"))
"""For Tortoise's own command line, which needs no database to make migrations:
`tortoise -c infra.migrations.CONFIG makemigrations`."""


async def missing_migrations() -> list[MigrationWriter]:
    """Migrations that somebody forgot to make; empty when models and migrations agree."""
    await Tortoise.init(config=CONFIG, init_connections=False)
    try:
        apps: Any = Tortoise.apps
        return list(await MigrationAutodetector(apps, CONFIG["apps"]).changes())
    finally:
        await Tortoise.close_connections()
