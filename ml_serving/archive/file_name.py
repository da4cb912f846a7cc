"""`name-version.zip`: what an archive is called, and what its name says."""

import re

from ml_serving.contract import Manifest

NAME = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_NUMBER = r"(?:0|[1-9][0-9]{0,8})"
_IDENTIFIER = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
SEMVER = (
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}"
    rf"(?:-{_IDENTIFIER}(?:\.{_IDENTIFIER})*)?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
"""Semantic Versioning 2.0.0, section 2 and its grammar."""

_FILE = re.compile(rf"({NAME})-({SEMVER})\.zip", re.ASCII)


def file_name_of(manifest: Manifest) -> str:
    return f"{manifest.name}-{manifest.version}.zip"


def named(file_name: str) -> tuple[str, str] | None:
    """Name and version by an archive's file name; None where it is not called like one."""
    match = _FILE.fullmatch(file_name)
    return (match[1], match[2]) if match else None
