"""What the house may be told of homes that notice: their broker, their devices, what is kept."""

from pathlib import Path

from pydantic import Field, SecretStr

from infra.setting_sections import Port, Section


class MqttSettings(Section):
    """The broker at which homes are heard. Embedded in development; in a city, mosquitto."""

    url: str | None = Field(default=None, pattern=r"^mqtts?://[^/@]+:\d+$")
    """`mqtts://` speaks TLS. Without an address there is no broker: homes are heard over HTTPS."""
    ca_file: Path | None = None
    """PEM of who signed the broker's certificate, where no public authority did."""
    username: str = Field(default="bridge", pattern=r"^[a-z0-9_-]{1,40}$")
    password: SecretStr | None = None
    """The bridge's own; the broker lets nobody else read what homes say."""
    passwords_file: Path | None = None
    """Where `osan-talk broker-doors` writes who may come in; see infra/deploy/mosquitto."""
    broker_pid_file: Path | None = None
    """Whom it tells (SIGHUP) after the file has changed."""
    batch: int = Field(default=1000, ge=1, le=10_000)
    """Messages in one transaction, at most."""
    gather_s: float = Field(default=0.05, ge=0, le=1)
    """How long the first message of a batch waits for others."""
    metrics_port: Port | None = None


class HomesSettings(Section):
    """Devices in homes, and what they tell."""

    device_keys: tuple[SecretStr, ...] = ()
    """Base64 of 32 bytes each, newest first: a device's password and signing key come from the one
    it was paired under. In development, absent: one is made of the signing key."""
    public_broker: str | None = Field(default=None, pattern=r"^mqtts?://[^/@]+:\d+$")
    """What a device is told at its pairing; `mqtt.url` unless given."""
    raw_kept_days: int = Field(default=14, ge=1, le=30)
    """How long single events are kept; afterwards only what each hour had of them."""
    device_burst: int = Field(default=10_000, ge=10)
    """Messages of one device at once: two days without a network, and more."""
    device_per_s: float = Field(default=2.0, gt=0)
    pairing_s: int = Field(default=900, ge=60, le=86_400)
    """How long a pairing code waits for its device."""
