"""Why a store does not keep an archive."""

from pathlib import Path

from ml_serving.archive.file_name import named
from ml_serving.contract import Refusal


def name_refusal(archive: Path) -> Refusal | None:
    """None where the file is called as an archive is."""
    if named(archive.name) is not None:
        return None
    return Refusal(
        reason=f"{archive.name!r} is not called as an archive is",
        expected="name-version.zip with a semantic version, such as bus-demand-1.0.0.zip",
    )


def taken(file_name: str) -> Refusal:
    """A version once told is never told otherwise: whoever fetched it would not know."""
    return Refusal(
        reason=f"{file_name} is already there with other contents",
        expected="a new version number for a new model",
    )
