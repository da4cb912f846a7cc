"""Child processes that never outlive us."""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def spawn(
    argv: Sequence[str],
    *,
    log: Path,
    dies_by: signal.Signals = signal.SIGTERM,
    user: str | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start `argv` in a session of its own, so that a terminal's Ctrl-C reaches only us.

    On Linux the kernel sends it `dies_by` when the thread that called this ends, so call it
    from the main thread. What it says goes to the end of `log`.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        return subprocess.Popen(
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_dies_with_parent(dies_by),
            user=user,
            group=_group_of(user),
            extra_groups=[] if user else None,
            env=env,
            cwd=cwd,
        )


def end(process: subprocess.Popen[bytes], *signals: signal.Signals, patience_s: float) -> None:
    """Ask with each signal in turn, `patience_s` seconds for each, and kill in the end."""
    for wish in (*signals, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(wish)
        try:
            process.wait(patience_s)
        except subprocess.TimeoutExpired:
            continue


def _dies_with_parent(by: signal.Signals) -> Callable[[], None] | None:
    libc = _libc
    if libc is None:
        return None
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, int(by))


def _group_of(user: str | None) -> int | None:
    if user is None:
        return None
    import pwd

    return pwd.getpwnam(user).pw_gid
