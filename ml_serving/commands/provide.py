"""`models provide`: what this project ships, in the one folder that a development server reads.

Trained archives are committed beside their code. Weights that come in a package of somebody
else's are converted here, on the machine that installed that package.
"""

import hashlib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import ml_serving.models
from ml_serving.archive.file_name import named
from ml_serving.archive.half_written import finish, half_written
from ml_serving.commands.stores import checked
from ml_serving.commands.telling import err, out, refuse
from ml_serving.contract import Refusal
from ml_serving.stores.digest import sha256_of

_CONVERSION = "ml_serving.models.school_zone_vision.from_package"
_CONVERTED = ".converted"
"""Beside what was converted: by which code, and into which file."""


def provide(into: Path) -> None:
    """Archives of a version that a developer trained anew replace the older ones: `into` holds
    copies, and nobody outside has seen them."""
    into.mkdir(parents=True, exist_ok=True)
    for shipped in _shipped():
        checked(shipped)
        home = into / shipped.name
        if not home.exists() or sha256_of(home) != sha256_of(shipped):
            _copy(shipped, home)
        out.print(str(home), soft_wrap=True)
    out.print(str(_converted(into)), soft_wrap=True)


def _shipped() -> list[Path]:
    folder = Path(next(iter(ml_serving.models.__path__)))
    return sorted(path for path in folder.glob("*/*.zip") if named(path.name))


def _copy(source: Path, home: Path) -> None:
    with half_written(home.parent) as (file, half):
        file.write(source.read_bytes())
        finish(file, half)
        half.replace(home)


def _converted(into: Path) -> Path:
    """The archive made of the packaged weights, by the code as it stands."""
    code = _digest_of_code()
    note = into / _CONVERTED
    told = note.read_text().split() if note.exists() else []
    if len(told) == 2 and told[0] == code and (into / told[1]).exists():
        return into / told[1]
    packed = _convert(into)
    note.write_text(f"{code} {packed.name}\n")
    return packed


def _convert(into: Path) -> Path:
    conversion = import_module(_CONVERSION)
    with err.status("converting the vision weights"):
        packed = cast("Path | Refusal", conversion.pack_from_package(folder=into))
    if isinstance(packed, Refusal):
        raise refuse("the packaged vision model", packed)
    return packed


def _digest_of_code() -> str:
    """Of the package that converts, so that a change of it converts anew."""
    spec = find_spec(_CONVERSION)
    folder = Path(str(spec.origin)).parent if spec else Path()
    code = (path.read_bytes() for path in sorted(folder.rglob("*.py")))
    return hashlib.sha256(b"\0".join(code)).hexdigest()
