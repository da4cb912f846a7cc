"""The key store: one data key a person, wrapped, in a database of its own."""

from infra.keys.open_keys import open_keys
from infra.keys.schema import prepare_keys

__all__ = ["open_keys", "prepare_keys"]
