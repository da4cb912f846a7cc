"""What the emulator itself can take, asked by a tool that is not ours.

wrk where the machine has it, else autocannon, which Node's package runner brings.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from infra.benchmarks.push.bodies import HERE, Bodies
from infra.benchmarks.push.posters import AT_ONCE, HEADERS

SCRIPT = """
local before, after = [==[{before}]==], [==[{after}]==]
local headers = {{ ["authorization"] = "{authorization}", ["content-type"] = "application/json" }}
local n = 0
function request()
  n = n + 1
  return wrk.format("POST", "{path}", headers, before .. "load-" .. n .. after)
end
"""
AUTOCANNON = "autocannon@8.0.0"


@dataclass(frozen=True, slots=True)
class Load:
    """What the tool saw."""

    tool: str
    answered: int
    seconds: float


def load(url: str, bodies: Bodies, *, seconds: int, folder: Path) -> Load | None:
    """None where no such tool can be had. Raises AssertionError when an answer is no 200."""
    if shutil.which("wrk"):
        return _wrk(url, bodies, seconds=seconds, folder=folder)
    if shutil.which("npx"):
        return _autocannon(url, bodies, seconds=seconds)
    return None


def _wrk(url: str, bodies: Bodies, *, seconds: int, folder: Path) -> Load:
    """A new phone each request: the dearest that the emulator knows."""
    origin, _, path = url.removeprefix("http://").partition("/")
    script = folder / "load.lua"
    script.write_bytes(
        SCRIPT.format(
            before=bodies.before.decode(),
            after=bodies.after.decode(),
            authorization=HEADERS["authorization"],
            path=f"/{path}",
        ).encode()
    )
    argv = ["wrk", "-t1", f"-c{AT_ONCE}", f"-d{seconds}s", "-s", str(script), f"http://{origin}"]
    said = _run(argv)
    assert "Non-2xx" not in said, said
    answered = re.search(r"(\d+) requests in ([\d.]+)s", said)
    assert answered, said
    return Load("wrk", int(answered[1]), float(answered[2]))


def _autocannon(url: str, bodies: Bodies, *, seconds: int) -> Load:
    body = (bodies.before + HERE.encode() + bodies.after).decode()
    headers = [part for name, value in HEADERS.items() for part in ("-H", f"{name}={value}")]
    argv = ["npx", "--yes", AUTOCANNON, "-m", "POST", "-c", str(AT_ONCE), "-d", str(seconds)]
    said = _run([*argv, *headers, "-b", body, "--json", url])
    assert '"non2xx":0' in said.replace(" ", ""), said
    answered = re.search(r'"2xx":\s*(\d+)', said)
    assert answered, said
    return Load("autocannon", int(answered[1]), float(seconds))


def _run(argv: list[str]) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, timeout=180, check=True)
    return done.stdout
