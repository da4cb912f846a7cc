"""A real PostgreSQL and a real Valkey for development and tests, from wheels, on loopback only."""

from infra.embedded.failure import EmbeddedFailureError
from infra.embedded.free_port import free_port
from infra.embedded.postgres import EmbeddedPostgres
from infra.embedded.valkey import EmbeddedValkey

__all__ = ["EmbeddedFailureError", "EmbeddedPostgres", "EmbeddedValkey", "free_port"]
