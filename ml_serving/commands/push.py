"""`models push`: an archive that was checked, into a store."""

from pathlib import Path

from ml_serving.commands.stores import opened, rightly_named
from ml_serving.commands.telling import out, refuse


def push(path: Path, *, store: str) -> None:
    archive = rightly_named(path)
    with opened(store, doing=f"pushing {path.name}") as kept:
        refusal = kept.put(path)
    if refusal is not None:
        raise refuse(path.name, refusal)
    out.print(f"{path.name} is in {store}; sha256 {archive.sha256}", soft_wrap=True)
