"""Outside help of the rights desk: a sealer of exports, a printer, a packer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domains.kernel.subject_rights import Section
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class ExportLock:
    """What is stored of a passphrase: enough to seal to its holder, nothing to open with."""

    salt: bytes
    public_key: bytes


@dataclass(frozen=True, slots=True)
class NewLock:
    """A lock and its passphrase, which is shown once and stored nowhere."""

    lock: ExportLock
    passphrase: str = field(repr=False)


class ExportSealer(Protocol):
    """Seals to a passphrase that it no longer has. Slow on purpose: call it in a thread."""

    def new_lock(self) -> NewLock:
        """A passphrase with at least 120 bits of chance, and its lock."""

    def seal(self, body: bytes, lock: ExportLock) -> bytes:
        """`body`, for whoever knows the passphrase."""

    def open(self, sealed: bytes, lock: ExportLock, *, passphrase: str) -> bytes | None:
        """None where the passphrase is not the one."""


@dataclass(frozen=True, slots=True)
class PersonalCopy:
    """All that the house holds of one person, section by section; their files by name."""

    made_at: datetime
    locale: Locale
    sections: Sequence[Section]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class ExportPrinter(Protocol):
    """Makes the copy readable: for machines and for people."""

    def files(self, copy: PersonalCopy) -> Mapping[str, bytes]:
        """The files by name. Slow: call it in a thread."""


class ExportPacker(Protocol):
    """Packs files into the one that the citizen takes home, locked by the same passphrase."""

    def bundle(self, files: Mapping[str, bytes]) -> bytes:
        """One body that `lock_up` understands; not locked."""

    def lock_up(self, bundle: bytes, *, passphrase: str) -> bytes:
        """A file that common programs open with the passphrase, and only with it."""
