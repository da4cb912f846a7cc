"""Everything the outside may tell this house, read once at start-up and never changed.

Names are `OSAN__SECTION__FIELD`, from the environment or from a `.env` file beside the process
(the environment wins). `.env.example` lists them all.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, Self

from dotenv import dotenv_values
from pydantic import ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from infra.home_settings import HomesSettings, MqttSettings
from infra.model_settings import ModelServerSettings, ModelsSettings
from infra.setting_defaults import fill_in
from infra.setting_problems import WrongSettingsError, explain, unfit_for_production, unknown_names
from infra.setting_sections import (
    AdvertisingSettings,
    AuditSettings,
    CommuteSettings,
    DatabaseSettings,
    EmbeddedSettings,
    EmergencySettings,
    FallbackSettings,
    GatewaySettings,
    IdentitySettings,
    IdpEmulatorSettings,
    KeysSettings,
    LogSettings,
    ObjectSettings,
    OidcProvider,
    PhoneLineSettings,
    PushEmulatorSettings,
    PushSettings,
    RatesSettings,
    RelaySettings,
    ValkeySettings,
    WebPushSettings,
    WorkerSettings,
)

__all__ = [
    "AdvertisingSettings",
    "AuditSettings",
    "CommuteSettings",
    "DatabaseSettings",
    "EmbeddedSettings",
    "EmergencySettings",
    "FallbackSettings",
    "GatewaySettings",
    "HomesSettings",
    "IdentitySettings",
    "IdpEmulatorSettings",
    "KeysSettings",
    "LogSettings",
    "ModelServerSettings",
    "ModelsSettings",
    "MqttSettings",
    "ObjectSettings",
    "OidcProvider",
    "PhoneLineSettings",
    "PushEmulatorSettings",
    "PushSettings",
    "RatesSettings",
    "RelaySettings",
    "Settings",
    "ValkeySettings",
    "WebPushSettings",
    "WorkerSettings",
    "WrongSettingsError",
    "load_settings",
    "override",
]

PREFIX = "OSAN__"
Environment = Literal["development", "test", "production"]


class Settings(BaseSettings):
    """The whole configuration: frozen, nested, handed inward from `api.bootstrap`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="ignore"
    )

    environment: Environment = "development"
    state_dir: Path = Path(".osan")
    """Where a development machine keeps its database, logs and keys."""
    clock_shift_file: Path | None = None
    """By which a drill moves the clock of every process forward; see infra/process_clock.py."""
    log: LogSettings = LogSettings()
    database: DatabaseSettings
    keys: KeysSettings
    valkey: ValkeySettings
    objects: ObjectSettings = ObjectSettings()
    audit: AuditSettings = AuditSettings()
    embedded: EmbeddedSettings = EmbeddedSettings()
    gateway: GatewaySettings
    rates: RatesSettings = RatesSettings()
    worker: WorkerSettings = WorkerSettings()
    relay: RelaySettings = RelaySettings()
    push: PushSettings
    web_push: WebPushSettings = WebPushSettings()
    phone_line: PhoneLineSettings = PhoneLineSettings()
    emergency: EmergencySettings = EmergencySettings()
    fallback: FallbackSettings = FallbackSettings()
    advertising: AdvertisingSettings = AdvertisingSettings()
    push_emulator: PushEmulatorSettings = PushEmulatorSettings()
    idp_emulator: IdpEmulatorSettings = IdpEmulatorSettings()
    models: ModelsSettings = ModelsSettings()
    model_server: ModelServerSettings = ModelServerSettings()
    identity: IdentitySettings
    commute: CommuteSettings = CommuteSettings()
    mqtt: MqttSettings = MqttSettings()
    homes: HomesSettings = HomesSettings()

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, given: dict[str, Any]) -> dict[str, Any]:
        return fill_in(given)

    @model_validator(mode="after")
    def _refuse_a_careless_production(self) -> Self:
        reasons = unfit_for_production(self) if self.environment == "production" else []
        if reasons:
            raise ValueError("\n".join(reasons))
        return self


def load_settings(*, env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings of this process.

    Raises WrongSettingsError, with one readable line per problem, so that a mistake stops the
    start-up instead of showing up at the first request.
    """
    unknown = unknown_names(_spoken(env_file), prefix=PREFIX, known=Settings.model_fields)
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings' own
    except ValidationError as error:
        raise WrongSettingsError([*unknown, *explain(error, prefix=PREFIX)]) from None
    except SettingsError as error:
        raise WrongSettingsError([*unknown, str(error)]) from None
    if unknown:
        raise WrongSettingsError(unknown)
    return settings


def override(changes: Mapping[str, str]) -> Settings:
    """Decide settings that were left open, for this process and every child it starts.

    For the supervisor alone, which picks free ports before anything runs.
    """
    os.environ.update(changes)
    return load_settings()


def _spoken(env_file: Path | None) -> Iterable[str]:
    """Every name that somebody tried to set."""
    from_file = dotenv_values(env_file) if env_file is not None else {}
    return {*os.environ, *from_file}
