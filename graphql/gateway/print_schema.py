"""`python -m gateway.print_schema [--check]`: write the public schema, or say that it changed."""

import sys
from difflib import unified_diff

from gateway.schema import build_schema
from gateway.shipped import schema_snapshot


def printed_schema() -> str:
    """The schema as clients generate code from it."""
    return build_schema().as_str() + "\n"


def drift() -> str:
    """How the snapshot differs from the code, as a unified diff; empty when it does not."""
    committed = schema_snapshot().read_text("utf-8")
    lines = unified_diff(
        committed.splitlines(keepends=True),
        printed_schema().splitlines(keepends=True),
        "schema.graphql",
        "the code",
    )
    return "".join(lines)


def main(arguments: list[str]) -> int:
    """Print, or with --check compare: 1 when the snapshot is stale."""
    if "--check" not in arguments:
        schema_snapshot().write_text(printed_schema(), "utf-8")
        return 0
    changed = drift()
    sys.stderr.write(changed)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
