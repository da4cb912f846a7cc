"""From an archive's file to a model that has proven itself, or to why not."""

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Archive, Device, Load
from ml_serving.registry.description import GoldenFailure
from ml_serving.registry.golden import prove
from ml_serving.workers.compute import Computer
from ml_serving.workers.opening import AUTO, NotOpened, Opened, Opening


@dataclass(frozen=True, slots=True)
class Loaded:
    """Proven, where, and how long it took."""

    computer: Computer
    device: str
    load_s: float


def open_for(opening: Opening) -> Archive | NotOpened:
    """The archive, checked, naming no architecture but those it may."""
    try:
        archive = open_archive(
            Path(opening.path),
            sha256=opening.sha256,
            architectures=tuple(opening.architectures),
        )
    except OSError as error:
        return NotOpened(f"the archive cannot be read: {type(error).__name__}")
    return NotOpened(archive.reason) if isinstance(archive, BadArchive) else archive


def told_of(archive: Archive) -> Opened:
    return Opened(asdict(archive.manifest), archive.sha256)


def load(archive: Archive, opening: Opening, *, clock: Callable[[], float]) -> Loaded | NotOpened:
    """Only what gave every golden answer is loaded. Raises only for want of memory."""
    started = clock()
    module = import_module(opening.architectures[archive.manifest.architecture])
    _narrow(opening.threads)
    failures: Sequence[GoldenFailure] = ()
    for name in _devices(opening.device):
        model = cast("Load", module.load)(archive, Device(name, opening.threads))
        failures = prove(model, archive.golden)
        if not failures:
            gc.collect()
            gc.freeze()
            computer = Computer(model, archive.manifest.profile, clock)
            return Loaded(computer, name, clock() - started)
    return NotOpened("its golden inputs do not give their golden answers", failures)


def _devices(wanted: str) -> Sequence[str]:
    if wanted != AUTO:
        return [wanted]
    torch = sys.modules.get("torch")
    has_cuda = torch is not None and torch.cuda.is_available()
    return ["cuda:0", "cpu"] if has_cuda else ["cpu"]


def _narrow(threads: int) -> None:
    """Whatever torch makes of the machine's cores, this worker has its share."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(threads)
