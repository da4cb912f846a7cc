"""Which archive a `url` means: a file of the store, or a path below an allowed folder.

Nothing else is ever fetched: an address of the network would make the server a stranger's courier.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sources:
    """`store_url` is the store as it was named at start, a folder or `s3://bucket/prefix`."""

    store_url: str
    folders: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class NotASource:
    """`expected` is for people."""

    expected: str


def source_of(url: str, sources: Sources) -> str | Path | NotASource:
    """A name in the store, a local path, or why it is neither."""
    if url.endswith((".mar", ".tar.gz", ".war")):
        return NotASource("a .zip archive of this server: .mar files carry code and are not run.")
    if url.startswith("s3://"):
        return _in_bucket(url, sources)
    if "://" in url:
        return NotASource(f"a file of {sources.store_url}; no network address is fetched.")
    if url.startswith("/"):
        return _in_folder(Path(url), sources)
    if "/" in url or "\\" in url or not url.endswith(".zip"):
        return NotASource("a file name, name-version.zip, in the store.")
    return url


def _in_bucket(url: str, sources: Sources) -> str | NotASource:
    prefix = sources.store_url.rstrip("/") + "/"
    name = url.removeprefix(prefix)
    if not prefix.startswith("s3://") or name == url or "/" in name:
        return NotASource(f"an archive of {sources.store_url}, where this server keeps its own.")
    return name


def _in_folder(path: Path, sources: Sources) -> Path | NotASource:
    """Links are followed before the question is asked."""
    try:
        real = path.resolve()
        if any(real.is_relative_to(folder.resolve()) for folder in sources.folders):
            return real if real.is_file() else NotASource("a file that exists.")
    except (OSError, ValueError):
        return NotASource("a path that a file can have.")
    return NotASource("a path below a folder that this server may load from.")
