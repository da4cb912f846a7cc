#!/usr/bin/env bash
# Writes the lock files anew from pyproject.toml: every package pinned with its hashes, for every
# platform at once, and no registry named. Give --upgrade to take newer versions.
set -euo pipefail
cd "$(dirname "$0")/../.."
lock() {
  local out=$1
  shift
  .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-sources \
    --output-file "infra/setup/$out" "$@"
}
lock tools.txt "$@" infra/setup/tools.in
lock node.txt "$@" infra/setup/node.in
lock run.txt "$@" pyproject.toml
lock test.txt "$@" --extra dev --constraint infra/setup/run.txt pyproject.toml
