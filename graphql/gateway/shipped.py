"""Where the schema snapshot and the apps' operations lie: beside the package, or inside a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def operations_folder() -> Path:
    """The folder of `*.graphql` documents that the apps send."""
    return _shipped("operations")


def schema_snapshot() -> Path:
    """The committed text of the public schema."""
    return _shipped("schema.graphql")


def _shipped(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.exists() else PACKAGE.parent / name
