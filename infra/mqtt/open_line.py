"""How the bridge comes in at the broker: by its settings, under TLS in a city."""

import ssl
from urllib.parse import urlsplit

from infra.home_settings import MqttSettings
from infra.mqtt.line import HomeLine

KEEPALIVE_S = 20
"""A broker that has fallen silent is noticed after half as long again."""


class NoBrokerError(Exception):
    """OSAN__MQTT__URL: missing; there is no broker to listen at."""

    def __init__(self) -> None:
        super().__init__(NoBrokerError.__doc__)


def home_line(settings: MqttSettings, *, name: str) -> HomeLine:
    """A line that is not open yet. The broker keeps what comes for `name` while it is away."""
    if settings.url is None:
        raise NoBrokerError
    url = urlsplit(settings.url)
    password = settings.password
    return HomeLine(
        url.hostname or "",
        url.port or 1883,
        username=settings.username,
        password=None if password is None else password.get_secret_value(),
        identifier=name,
        clean_session=False,
        keepalive=KEEPALIVE_S,
        tls_context=_tls(settings) if url.scheme == "mqtts" else None,
    )


def _tls(settings: MqttSettings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings.ca_file)
