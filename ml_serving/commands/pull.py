"""`models pull`: an archive out of a store, checked before it gets its name here."""

from pathlib import Path

from ml_serving.commands.stores import opened, rightly_named
from ml_serving.commands.telling import out, refuse
from ml_serving.stores import FolderStore


def pull(name: str, *, store: str, into: Path) -> None:
    with opened(store, doing=f"pulling {name}") as kept:
        fetched = kept.fetch(name)
        archive = rightly_named(fetched)
        refusal = FolderStore(into).put(fetched)
    if refusal is not None:
        raise refuse(name, refusal)
    out.print(f"{into / name}; sha256 {archive.sha256}", soft_wrap=True)
