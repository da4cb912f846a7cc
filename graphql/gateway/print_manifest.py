"""`python -m gateway.print_manifest [--check]`: the operations the apps may send, by their hash.

The format is Apollo's persisted query manifest, version 1, which Apollo iOS and Kotlin read; an
id is the SHA-256 of the body, in hex.
"""

import hashlib
import json
import sys
from importlib.resources import files
from pathlib import Path

from gateway.operations import read_operations

MANIFEST = Path(str(files("mobile_contracts"))) / "operation_manifest.json"


def printed_manifest() -> str:
    """The manifest of `graphql/operations`, ordered by name."""
    manifest = {
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": [
            {
                "id": hashlib.sha256(operation.body.encode()).hexdigest(),
                "name": operation.name,
                "type": operation.kind,
                "body": operation.body,
            }
            for operation in read_operations()
        ],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Print, or with --check compare: 1 when the committed manifest is stale."""
    if "--check" not in arguments:
        MANIFEST.write_text(printed_manifest(), "utf-8")
        return 0
    if MANIFEST.read_text("utf-8") == printed_manifest():
        return 0
    sys.stderr.write("operation_manifest.json is stale: run python -m gateway.print_manifest\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
