"""How a model server is set up: read once from the command line, and passed on as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from ml_serving.contract import Refusal
from ml_serving.host import HostSettings
from ml_serving.http.limits import MIB, Limits

LOOPBACK_NAMES = frozenset({"localhost", "ip6-localhost"})


@dataclass(frozen=True, slots=True)
class Address:
    """Port 0 takes a free one."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it. A name is believed only if it is the usual."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host in LOOPBACK_NAMES


@dataclass(frozen=True, slots=True)
class Settings:
    """`models` as `name=version`, or empty for the newest of every name in the store. `token`
    None leaves the management side open, on loopback only. `body_bytes` by model, where a model
    takes more or less than `limits.body_bytes`. `folders` are those that `POST /models` may load
    from beside the store; `cache` is where a bucket's archives are copied to."""

    store: str
    inference: Address
    management: Address
    metrics: Address
    token: bytes | None = None
    models: Sequence[str] = ()
    workers: Mapping[str, int] = field(default_factory=dict)
    folders: Sequence[Path] = ()
    cache: Path = Path("var/cache/models")
    limits: Limits = field(default_factory=Limits)
    body_bytes: Mapping[str, int] = field(default_factory=dict)
    host: HostSettings = field(default_factory=HostSettings)

    def body_of(self, model: str) -> int:
        return self.body_bytes.get(model, self.limits.body_bytes)


MANAGEMENT_LIMITS = Limits(body_bytes=MIB, connections=64)
METRICS_LIMITS = Limits(body_bytes=0, connections=64)


def why_not(settings: Settings) -> Refusal | None:
    """A server that strangers could manage does not start."""
    if settings.token is None and not settings.management.is_loopback:
        return Refusal(
            f"the management address {settings.management.host} is open to others",
            "--token-file with a secret of at least 16 characters, or a loopback address",
        )
    if settings.token is not None and len(settings.token) < 16:
        return Refusal("the management token is too short", "16 characters or more")
    return None
