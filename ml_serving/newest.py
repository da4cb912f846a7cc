"""The newest archive of a name, by Semantic Versioning's precedence as far as we use it."""

from collections.abc import Sequence

from ml_serving.archive.file_name import named


def newest_of(files: Sequence[str], name: str) -> str | None:
    """The file of the highest version, `1.10.0` above `1.9.0`; what leads to a release only where
    there is no release at all."""
    versions = [(_precedence(found[1]), file) for file in files if (found := _of(file, name))]
    return max(versions)[1] if versions else None


def version_of(file: str) -> str:
    """The version that an archive's file name says; empty where it is not called like one."""
    found = named(file)
    return found[1] if found is not None else ""


def _of(file: str, name: str) -> tuple[str, str] | None:
    found = named(file)
    return found if found is not None and found[0] == name else None


def _precedence(version: str) -> tuple[bool, tuple[int, ...]]:
    release, _, early = version.partition("+")[0].partition("-")
    return not early, tuple(map(int, release.split(".")))
