"""A real PostgreSQL, Valkey and MQTT broker for development and tests, from wheels, on loopback."""

from infra.embedded.failure import EmbeddedFailureError
from infra.embedded.free_port import free_port
from infra.embedded.mqtt import EmbeddedBroker
from infra.embedded.postgres import EmbeddedPostgres
from infra.embedded.valkey import EmbeddedValkey

__all__ = [
    "EmbeddedBroker",
    "EmbeddedFailureError",
    "EmbeddedPostgres",
    "EmbeddedValkey",
    "free_port",
]
