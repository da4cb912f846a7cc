"""A key store that nobody answers at."""

from infra.settings import Settings


def with_keys_away(settings: Settings) -> Settings:
    """The same settings otherwise."""
    gone = settings.keys.model_copy(update={"url": "postgres://osan@127.0.0.1:1/keys"})
    return settings.model_copy(update={"keys": gone})
