"""`python -m tests.architecture.prove_in_forks`: one proof a line, each in a process of its own.

Each is a fork of this one, which has imported what is nobody's of the house: most of what a run of
pytest takes to start. What the house is, each fork reads for itself.
"""

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module

OTHERS = (
    "aiohttp",
    "aiomqtt",
    "asyncpg",
    "authlib",
    "babel",
    "boto3",
    "cryptography.x509",
    "fpdf",
    "hypothesis",
    "holidays",
    "httpx",
    "jinja2",
    "joserfc.jwt",
    "jsonschema",
    "jwt",
    "phonenumbers",
    "pydantic_settings",
    "pytest_asyncio.plugin",
    "redis.asyncio",
    "starlette.applications",
    "strawberry.federation",
    "structlog",
    "tortoise.backends.asyncpg",
    "uvicorn",
)
"""What one of them lacks makes the proofs slower, and no worse."""

LONGEST_S = 300


def main() -> None:
    """Reads proofs until the input ends; writes each one's exit status."""
    for name in OTHERS:
        with suppress(ImportError):
            import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_prove(line.split()))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _prove(proofs: list[str]) -> int:
    import pytest

    signal.alarm(LONGEST_S)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return int(pytest.main(["-x", "-p", "no:cacheprovider", "--tb=no", *proofs]))


if __name__ == "__main__":
    main()
