"""The sections of the settings: what each part of the house may be told from outside."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

Port = Annotated[int, Field(ge=0, le=65535)]
"""A TCP port; 0 picks a free one."""


class Section(BaseModel):
    """A frozen group of settings that refuses names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DatabaseSettings(Section):
    url: str = Field(pattern=r"^(postgres|postgresql|asyncpg)://", repr=False)
    """As the application's role: it may not rewrite the audit, whatever the code does."""
    owner_url: str | None = Field(
        default=None, pattern=r"^(postgres|postgresql|asyncpg)://", repr=False
    )
    """As the role that owns the tables; for `migrate` alone."""
    pool_min: int = Field(default=1, ge=0)
    pool_max: int = Field(default=10, ge=1)
    """Connections of one process; PostgreSQL's max_connections bounds their sum."""


class KeysSettings(Section):
    """The store of people's data keys: a database of its own, with backups of its own."""

    url: str = Field(pattern=r"^(postgres|postgresql)://", repr=False)
    wrapping: tuple[SecretStr, ...] = ()
    """Base64 of 32 bytes each, newest first: the newest wraps, all unwrap. In development,
    absent: one is kept in `state_dir`."""
    pool_max: int = Field(default=4, ge=1)
    patience_s: float = Field(default=2.0, gt=0)
    """Then the key store counts as down."""
    remember_s: float = Field(default=60.0, gt=0)
    """How long a process uses a key without asking again: the bound on forgetting one for a
    process that did not hear of it."""
    remember_most: int = Field(default=20_000, ge=1)
    """People whose keys one process remembers."""


class ValkeySettings(Section):
    url: str = Field(pattern=r"^(redis|rediss|unix)://", repr=False)


class ObjectSettings(Section):
    """A bucket; or a folder, on a development machine without one."""

    folder: Path = Path(".osan/objects")
    bucket: str | None = Field(default=None, min_length=3, max_length=63)
    endpoint_url: str | None = Field(default=None, pattern=r"^https?://.*[^/]$")
    """Of a store that is not AWS's own."""
    region: str = "ap-northeast-2"
    access_key_id: str | None = None
    secret_access_key: SecretStr | None = None
    """Without the two, what the machine itself is trusted with (its role)."""
    timeout_s: float = Field(default=10.0, gt=0)


class AuditSettings(Section):
    seal_key: SecretStr | None = None
    """PEM of an Ed25519 private key; keep it from everybody who may enter the database. In
    development, absent: one is kept in `state_dir`."""
    earlier_seal_keys: tuple[str, ...] = ()
    """PEMs of the public keys that signed before."""


class EmbeddedSettings(Section):
    """Ports of the servers that `osan-talk up` starts by itself."""

    postgres_port: Port = 15432
    valkey_port: Port = 16379
    mqtt_port: Port = 11883


class GatewaySettings(Section):
    host: str = "127.0.0.1"
    port: Port = 8000
    public_url: str = Field(pattern=r"^https?://[^/]+.*[^/]$")
    """What the outside calls us, without a slash at the end; the issuer of our tokens."""
    drain_s: float = Field(default=20.0, ge=0)
    """How long a stopping gateway lets requests finish."""
    allowed_origins: tuple[str, ...] = ()
    """Web origins besides our own that may call the API from a browser."""
    playground: bool = True
    """Needs introspection."""
    introspection: bool = True
    max_body_bytes: int = Field(default=1_048_576, ge=1024)
    max_depth: int = Field(default=12, ge=1)
    max_aliases: int = Field(default=30, ge=1)
    max_directives: int = Field(default=30, ge=1)
    max_tokens: int = Field(default=2_000, ge=10)


class RatesSettings(Section):
    """Visits a second, and how many at once. Many phones share the address of a school or of a
    mobile carrier."""

    token_per_s: float = Field(default=20.0, gt=0)
    """`/auth/token`, an address."""
    token_burst: int = Field(default=200, ge=1)
    login_per_s: float = Field(default=5.0, gt=0)
    """`/auth/login`, `/auth/callback/*` and `/auth/link`, each for itself, an address."""
    login_burst: int = Field(default=100, ge=1)
    logout_per_s: float = Field(default=20.0, gt=0)
    """`/auth/backchannel-logout/*`, an address: all citizens of a provider come from its one."""
    logout_burst: int = Field(default=500, ge=1)
    device_per_s: float = Field(default=50.0, gt=0)
    """`/ingest`, a device at one process. More than a phone that catches up asks for: some
    tracker apps drop what is refused with 429."""
    device_burst: int = Field(default=500, ge=1)


class WorkerSettings(Section):
    max_jobs: int = Field(default=200, ge=1)
    poll_delay_s: float = Field(default=0.01, gt=0)
    job_timeout_s: float = Field(default=30.0, gt=0)
    """A crashed job waits this long for its in-progress key: keep it short."""
    drain_s: float = Field(default=20.0, ge=0)
    metrics_port: Port | None = None


class RelaySettings(Section):
    batch: int = Field(default=500, ge=1)
    poll_s: float = Field(default=0.5, gt=0)
    """How often the outbox is looked at when nobody wakes the relay."""
    offer_lease_s: float = Field(default=5.0, gt=0)
    """After this an offered row that nobody finished is offered again: how long a killed worker
    holds its events up. The relay bounds what is on offer, so that it may be short."""
    metrics_port: Port | None = None


class PushSettings(Section):
    base_url: str = Field(pattern=r"^https?://.*[^/]$")
    """Origin of FCM's HTTP v1 API, or of its emulator."""
    project_id: str = Field(min_length=1)
    credentials_json: SecretStr | None = None
    """A service account's key file, as text."""
    timeout_s: float = Field(default=5.0, gt=0)
    concurrency: int = Field(default=100, ge=4)
    """Connections of one worker, a message at a time on each."""
    safety_share: float = Field(default=0.1, ge=0, le=0.3)
    care_share: float = Field(default=0.1, ge=0, le=0.3)
    service_share: float = Field(default=0.1, ge=0, le=0.3)
    """Of the connections, those that are a lane's alone, at least one each. The rest is for whoever
    has work, the most urgent first; advertising has nothing else, and so never the whole wire."""
    quota_per_min: int = Field(default=600_000, ge=1)
    """Messages that FCM lets the project send in any minute, all workers together."""
    workers: int = Field(default=8, ge=1)
    """Workers that send at once, at most; the quota is kept for so many."""


class PushEmulatorSettings(Section):
    host: str = "127.0.0.1"
    port: Port = 8090


class WebPushSettings(Section):
    """Browsers: RFC 8030, 8291, 8292."""

    vapid_key: SecretStr | None = None
    """PEM of an EC P-256 private key. Browsers bind their subscriptions to it: keep it for ever.
    In development, absent: one is kept in `state_dir`."""
    contact: str | None = Field(default=None, pattern=r"^(mailto:[^@\s]+@[^@\s]+|https://\S+)$")
    """Whom a push service writes to when we trouble it; our public address unless given."""
    timeout_s: float = Field(default=5.0, gt=0)
    concurrency: int = Field(default=64, ge=4)
    """Connections; a quarter for each lane."""
    allow_local: bool = False
    """Whether a subscription may lie on this machine: for development alone."""


class PhoneLineSettings(Section):
    """Text messages and calls: whoever speaks `notifications/channels/phone_line/README.md`."""

    base_url: str | None = Field(default=None, pattern=r"^https?://.*[^/]$")
    """Of the city's provider or its shim; without it nobody is written to or called."""
    key_id: str = Field(default="osan-talk", pattern=r"^[!-~]{1,80}$")
    secret: SecretStr | None = None
    """Base64 of at least 32 bytes, shared with the provider: signs what we ask (RFC 9421)."""
    report_key_id: str = Field(default="phone-line", pattern=r"^[!-~]{1,80}$")
    report_secret: SecretStr | None = None
    """Base64 of at least 32 bytes: signs what the provider reports. Another one than `secret`, so
    that nobody can send back to us what we have said."""
    sender: str = Field(default="0313701234", pattern=r"^[0-9+]{3,16}$")
    """The number that messages and calls come from, registered in advance
    (전기통신사업법 §84의2)."""
    timeout_s: float = Field(default=5.0, gt=0)
    concurrency: int = Field(default=16, ge=4)
    """Connections; a quarter for each lane."""


class EmergencySettings(Section):
    """119's own system: whoever speaks `infra/emergency_119/README.md`."""

    base_url: str | None = Field(default=None, pattern=r"^https?://.*[^/]$")
    """Of the city's platform or its shim; without it the control room telephones."""
    token: SecretStr | None = None
    """By which the platform knows us."""
    timeout_s: float = Field(default=5.0, gt=0, le=10)


class AdvertisingSettings(Section):
    """What the law wants to be read in each advertisement (정보통신망법 §50④, 시행령 별표 6)."""

    contact: str = Field(default="031-8036-7114", min_length=1, max_length=40)
    """Where somebody is heard whose link out of it is of no use."""
    opt_out_keys: tuple[SecretStr, ...] = ()
    """Base64 of 32 bytes each, newest first: the newest signs the links out of advertising, all
    are believed. In development, absent: one is made of the signing key."""


class FallbackSettings(Section):
    """How long a push may stay unseen before the next way is tried."""

    safety_sms_s: float = Field(default=60, gt=0, le=600)
    """After an alarm, until a text message; at once where no push can be sent at all."""
    safety_voice_s: float = Field(default=120, gt=0, le=600)
    """After the text message, until a call."""
    care_sms_s: float = Field(default=600, gt=0, le=3_600)
    last_wait_s: float = Field(default=90, gt=0, le=600)
    """After the last step, until the chain ends and the operators may be told."""


class IdpEmulatorSettings(Section):
    host: str = "127.0.0.1"
    port: Port = 8091


ProviderName = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]
"""How accounts, addresses and logs name a provider, for ever."""


AppLink = Annotated[str, Field(pattern=r"^(https|[a-z][a-z0-9.+-]{4,})://[^\s#]+$")]
"""A scheme of our own (five letters or more, so never http), or an https address that our apps
have claimed."""


class OidcProvider(Section):
    """An identity provider that citizens may sign in with."""

    issuer: str = Field(pattern=r"^https?://")
    client_id: str = Field(min_length=1)
    client_secret: SecretStr | None = None
    token_auth: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic"  # noqa: S105 - a method, no secret
    """How we prove ourselves where codes are exchanged; without a secret, by PKCE alone."""
    scopes: tuple[str, ...] = ("openid", "profile")
    titles: dict[str, str] = {}
    """What citizens call it, by language (ko, en, zh, vi); its name unless given."""
    proves_birth_date: bool = False
    """Whether it checked the birth date it states. One that a person merely typed must not
    decide whose consent counts: it is left out."""


class IdentitySettings(Section):
    signing_key: SecretStr | None = None
    """PEM of an EC P-256 private key. In development, absent: one is kept in `state_dir`."""
    issuer: str = Field(pattern=r"^https?://")
    access_ttl_s: int = Field(default=600, ge=30, le=600)
    key_rotation_days: int = Field(default=30, ge=0, le=365)
    """How long one key signs our tokens before the next one does; 0: the configured key signs
    for ever. Rotated keys lie in the database, sealed under a secret of the configured one."""
    step_up_s: int = Field(default=300, ge=30, le=3600)
    """How long a sign-in is good for dangerous acts; then they ask for another."""
    refresh_ttl_s: int = Field(default=30 * 86_400, ge=600)
    login_ttl_s: int = Field(default=600, ge=30)
    """How long a started sign-in may take."""
    code_ttl_s: int = Field(default=60, ge=5)
    """How long the one-time code that ends a sign-in may wait for its exchange."""
    link_ttl_s: int = Field(default=600, ge=30, le=3_600)
    """Within this, both sign-ins happen when a second account is linked to a person."""
    app_links: tuple[AppLink, ...] = ("osantalk://signed-in",)
    """Links that only our apps open; a sign-in may end there, with a one-time code."""
    providers: dict[ProviderName, OidcProvider] = Field(min_length=1)


class CommuteSettings(Section):
    raw_retention_h: int = Field(default=24, ge=1, le=24 * 7)
    max_future_skew_s: int = Field(default=120, ge=0)
    max_batch: int = Field(default=500, ge=1, le=500)
    """Positions in one request."""


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    form: Literal["json", "console"] = "json"
