"""What a development machine need not be told.

These values exist outside production only: there, a setting that nobody gave stays missing and
stops the start-up, so no development default can slip into a city.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

Raw = dict[str, Any]

DEV_LINE_SECRET = "Zm9yIGRldmVsb3BtZW50OiB3ZSBhc2sgYSB0ZWxlcGhvbmU="  # noqa: S105 - known to all
DEV_REPORT_SECRET = "Zm9yIGRldmVsb3BtZW50OiBpdCByZXBvcnRzIGJhY2sgISE="  # noqa: S105 - known to all
DEV_119_TOKEN = "development-119"  # noqa: S105 - the emulator's own
"""32 bytes each; the emulator knows them."""
DEV_BRIDGE_PASSWORD = "for-development-only"  # noqa: S105 - known to all

_YES = frozenset({"1", "on", "t", "true", "y", "yes"})
"""As pydantic reads a bool; the values are raw here."""


def fill_in(given: Mapping[str, Any]) -> Raw:
    """`given`, completed with what follows from the ports in it; untouched in production."""
    raw = {name: _plain(value) for name, value in given.items()}
    if raw.get("environment") == "production":
        return _production(raw)
    gateway = _section(raw, "gateway")
    host = gateway.get("host", "127.0.0.1")
    gateway.setdefault("public_url", f"http://{host}:{gateway.get('port', 8000)}")
    embedded = _section(raw, "embedded")
    owner = _complete_database(_section(raw, "database"), embedded.get("postgres_port", 15432))
    _section(raw, "keys").setdefault("url", keys_url(owner))
    _section(raw, "valkey").setdefault("url", valkey_url(embedded.get("valkey_port", 16379)))
    _complete_broker(raw, embedded.get("mqtt_port", 11883))
    _section(raw, "objects").setdefault("folder", _state(raw) / "objects")
    push = _section(raw, "push")
    push.setdefault("base_url", _local(_section(raw, "push_emulator").get("port", 8090)))
    push.setdefault("project_id", "osan-dev")
    _complete_dev_lines(raw, push["base_url"])
    _complete_models(raw)
    identity = _section(raw, "identity")
    identity.setdefault("issuer", gateway["public_url"])
    identity.setdefault("providers", {})
    _complete_dev_provider(identity["providers"], _section(raw, "idp_emulator").get("port", 8091))
    return raw


def database_url(port: object) -> str:
    """Where the embedded PostgreSQL of a development machine answers the application."""
    return f"postgres://osan_app@127.0.0.1:{port}/osan"


def owner_url(port: object) -> str:
    """Where it answers those who migrate it."""
    return f"postgres://osan@127.0.0.1:{port}/osan"


def keys_url(database: object) -> str:
    """The key store of a development machine: another database of the same server."""
    before, question, options = str(database).partition("?")
    return f"{before.rstrip('/')}_keys{question}{options}"


def valkey_url(port: object) -> str:
    """Where the embedded Valkey of a development machine answers."""
    return f"redis://127.0.0.1:{port}/0"


def mqtt_url(port: object) -> str:
    """Where the embedded broker of a development machine answers."""
    return f"mqtt://127.0.0.1:{port}"


def _production(raw: Raw) -> Raw:
    """The issuer of our tokens is our public address unless said otherwise; no more is known."""
    public_url = _section(raw, "gateway").get("public_url")
    if public_url is not None:
        _section(raw, "identity").setdefault("issuer", public_url)
    for name in ("database", "keys", "valkey", "gateway", "push", "identity"):
        _section(raw, name)
    return raw


def _complete_database(database: Raw, port: object) -> object:
    """The owner's address; of a database that somebody named alone, the one that they named."""
    owner = database.get("url", owner_url(port))
    database.setdefault("url", database_url(port))
    if database.get("owner_url") is None:
        database["owner_url"] = owner
    return database["owner_url"]


def _complete_dev_lines(raw: Raw, emulator: object) -> None:
    """The push emulator answers for browsers, telephones and 119 too; its secrets are none."""
    _section(raw, "web_push").setdefault("allow_local", True)
    line = _section(raw, "phone_line")
    line.setdefault("base_url", f"{emulator}/phone-line")
    line.setdefault("secret", DEV_LINE_SECRET)
    line.setdefault("report_secret", DEV_REPORT_SECRET)
    rescue = _section(raw, "emergency")
    rescue.setdefault("base_url", f"{emulator}/119")
    rescue.setdefault("token", DEV_119_TOKEN)


def _complete_broker(raw: Raw, port: object) -> None:
    """The embedded broker reads the file that the bridge beside it writes."""
    broker = _section(raw, "mqtt")
    if broker.setdefault("url", mqtt_url(port)) == mqtt_url(port):
        broker.setdefault("password", DEV_BRIDGE_PASSWORD)
        broker.setdefault("passwords_file", _state(raw) / "mqtt" / "passwords")


def _complete_models(raw: Raw) -> None:
    """The models are asked where we start them, unless somebody named another place."""
    server = _section(raw, "model_server")
    if str(server.get("enabled", "")).lower() in _YES:
        _section(raw, "models").setdefault("base_url", _local(server.get("inference_port", 8080)))


def _complete_dev_provider(providers: Any, port: object) -> None:
    if not isinstance(providers, dict) or (providers and "dev" not in providers):
        return
    dev = providers.setdefault("dev", {})
    if isinstance(dev, dict):
        dev.setdefault("issuer", _local(port))
        dev.setdefault("client_id", "osan-talk")
        dev.setdefault("client_secret", "for-development-only")
        dev.setdefault("proves_birth_date", True)
        dev.setdefault("titles", {"ko": "개발용 로그인", "en": "Development sign-in"})


def _state(raw: Raw) -> Path:
    return Path(raw.get("state_dir", ".osan"))


def _local(port: object) -> str:
    return f"http://127.0.0.1:{port}"


def _section(raw: Raw, name: str) -> Raw:
    """The section to read or complete; one that is no mapping is left for pydantic to refuse."""
    section = raw.setdefault(name, {})
    return section if isinstance(section, dict) else {}


def _plain(value: Any) -> Any:
    """A copy that may be completed, whether the caller gave a mapping or a built section."""
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return value
