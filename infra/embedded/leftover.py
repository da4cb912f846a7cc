"""Servers that an earlier run left behind, known by pid and start time, never by name alone."""

import json
import signal
from pathlib import Path

import psutil

from infra.embedded.failure import EmbeddedFailureError

_SAME_START_S = 1.0


def remember(pid: int, file: Path) -> None:
    """Note in `file` which process runs, so that a later run can recognise it."""
    file.write_text(json.dumps({"pid": pid, "started": psutil.Process(pid).create_time()}))


def living(file: Path) -> psutil.Process | None:
    """The process noted in `file` if that very process still runs; a reused pid is not it."""
    try:
        note = json.loads(file.read_text())
        process = psutil.Process(note["pid"])
        same = abs(process.create_time() - note["started"]) < _SAME_START_S
    except (OSError, ValueError, KeyError, psutil.Error):
        return None
    return process if same and process.status() != psutil.STATUS_ZOMBIE else None


def stop_leftover(file: Path, *, patience_s: float = 10.0) -> bool:
    """Stop the noted process if it still lives; True when there was one."""
    process = living(file)
    if process is not None:
        dismiss(process, patience_s=patience_s)
    file.unlink(missing_ok=True)
    return process is not None


def dismiss(
    process: psutil.Process, *, by: signal.Signals = signal.SIGTERM, patience_s: float
) -> None:
    """Ask a stranger's child to end, and kill it when it will not.

    Raises EmbeddedFailureError when it belongs to a user whom we may not disturb.
    """
    try:
        process.send_signal(by)
        process.wait(patience_s)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(patience_s)
    except psutil.NoSuchProcess:
        return
    except psutil.AccessDenied:
        raise EmbeddedFailureError(
            f"{process.name()} (pid {process.pid}) still runs as {process.username()}: "
            "stop it, or start as the same user"
        ) from None
