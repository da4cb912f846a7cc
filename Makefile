# Osan Talk. `make run` and `make test` are all a fresh machine needs: Python 3.11 or newer, and make.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

BIN := .venv/bin
MODELS_BIN := .venv-models/bin
WORKERS ?= 2
SHARD ?= 1/1

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then command -v $$p; break; fi; done)

# A Node from a wheel trusts only its own certificates; the system's may name a company's proxy.
# An unreachable npm is found out quickly: nothing but a page and a few tests depend on it.
export NODE_EXTRA_CA_CERTS ?= $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt))
export npm_config_fetch_retries ?= 1
export npm_config_fetch_timeout ?= 30000

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# `make run MODELS=1`: with the model server, in its own environment.
WITH_MODELS := $(filter-out 0 no false,$(MODELS))
# What is left of one worker's share the other takes over: the longest begin (tests/conftest.py).
PYTEST_OF_ALL := $(BIN)/pytest -n $(WORKERS) --dist worksteal
MODEL_PYTEST := $(MODELS_BIN)/pytest -c tests/ml_serving/pytest.ini --rootdir . -n $(WORKERS) --dist loadfile

.PHONY: run
run: installed $(if $(WITH_MODELS),models-env) ## Install what is missing, start everything, stop it with Ctrl-C; MODELS=1: the models, too
	@$(if $(WITH_MODELS),OSAN__MODEL_SERVER__ENABLED=true )$(BIN)/osan-talk up --with-parent

.PHONY: test
test: installed-for-tests models-env-for-tests ## All tests, against real PostgreSQL and Valkey, in parallel; then the models'
	@$(PYTEST_OF_ALL) $(PYTEST)
	@$(MODEL_PYTEST) $(MODEL_PYTEST_ARGS) tests/ml_serving

.PHONY: test-models
test-models: models-env-for-tests ## The tests of the model server and its models alone
	@$(MODEL_PYTEST) $(MODEL_PYTEST_ARGS) tests/ml_serving

.PHONY: fast
fast: installed-for-tests ## The tests of a coffee break: without the heavier proofs
	@$(PYTEST_OF_ALL) -m "not slow" $(PYTEST)

.PHONY: thorough
thorough: installed-for-tests models-env-for-tests ## All tests, with ten times the examples of each rule
	@OSAN_TEST_EXAMPLES=10 $(PYTEST_OF_ALL) $(PYTEST)
	@OSAN_TEST_EXAMPLES=10 $(MODEL_PYTEST) $(MODEL_PYTEST_ARGS) tests/ml_serving

.PHONY: check lint check-house check-models
check: lint check-house check-models ## Lint, types, import contracts, boundaries and snapshots
lint: installed-for-tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
check-house: installed-for-tests
	@$(PYTEST_OF_ALL) tests/architecture tests/contracts
check-models: models-env-for-tests
	@$(MODELS_BIN)/mypy -p ml_serving

.PHONY: matrix
matrix: installed-for-tests ## Call every field as everybody, with every consent: all cells, nothing leaks
	@$(BIN)/pytest -v -n $(WORKERS) --dist worksteal --shard $(SHARD) tests/matrix/complete_matrix.py $(wildcard tests/matrix/test_*.py)

.PHONY: bench
bench: installed-for-tests models-env ## The benchmark table, each row beside its yardstick
	@$(BIN)/python -m infra.benchmarks

SECONDS ?= 3600
.PHONY: soak
soak: models-env ## Hold the model server at 80 % of its load for an hour (SECONDS=60: a minute): flat, no leak
	@$(MODELS_BIN)/python -m ml_serving.soak --seconds $(SECONDS)

.PHONY: chaos
chaos: installed-for-tests ## Kill every process again and again; nothing lost, nothing shown twice
	@$(BIN)/python -m infra.chaos walks
	@$(BIN)/python -m infra.chaos push
	@$(BIN)/python -m infra.chaos credentials

.PHONY: chaos-care
chaos-care: installed-for-tests ## Kill who carries a case before and after each step; none lost, doubled, early or late
	@$(BIN)/python -m infra.chaos.care

.PHONY: canaries
canaries: installed-for-tests ## Erase people, then search everything for them: only what a law keeps is left
	@$(BIN)/python -m infra.canaries

.PHONY: year
year: installed-for-tests ## Live two and a quarter years in minutes; everything on its day, once
	@$(BIN)/python -m tests.year

.PHONY: care-year
care-year: installed-for-tests models-env-for-tests ## A year of 500 homes straight to care's judgement (KEPT=FOLDER: goes on where it was cut off); then 20 in the whole house
	@$(MODELS_BIN)/python -m tests.ml_serving.care_year $(if $(KEPT),--kept $(KEPT))
	@$(BIN)/python -m tests.care_in_the_house

.PHONY: evaluate
evaluate: installed-for-tests models-env-for-evaluation ## Replay real walks; then every model beside its competitors, into its card
	@$(BIN)/python -m infra.benchmarks.crossings
	@$(call each_model,evaluate)

.PHONY: models
models: models-env-for-evaluation ## Train every model anew from data, and write its archive
	@$(call each_model,train)

# Those whose package has such a command; the first that fails ends it.
each_model = set -e; for file in ml_serving/models/*/$(1).py; do \
	$(MODELS_BIN)/python -m $$(echo $${file%.py} | tr / .); done

.PHONY: playground
playground: installed ## Build the GraphQL playground's page again
	@$(PYTHON) -m infra.setup.bootstrap playground

.PHONY: lock
lock: installed-for-tests ## Write the lock files anew from pyproject.toml
	@infra/setup/lock.sh $(LOCK)

.PHONY: hooks
hooks: installed-for-tests ## Run the fast gates before each commit of this checkout
	@$(BIN)/pre-commit install

.PHONY: clean
clean: ## Forget the installation and the development data
	rm -rf .venv .venv-models .osan var graphql/gateway/playground/dist

.PHONY: models-env
models-env: installed ## Install the models' own environment, and put the models that ship into var/models
	@$(PYTHON) -m infra.setup.bootstrap models

.PHONY: installed installed-for-tests models-env-for-tests models-env-for-evaluation python
installed: python
	@$(PYTHON) -m infra.setup.bootstrap run
installed-for-tests: python
	@$(PYTHON) -m infra.setup.bootstrap test
models-env-for-tests: installed-for-tests
	@$(PYTHON) -m infra.setup.bootstrap models-test
models-env-for-evaluation: installed
	@$(PYTHON) -m infra.setup.bootstrap models-evaluate
python:
	@test -n "$(PYTHON)" || { echo "Osan Talk needs Python 3.11 or newer; none was found on the PATH." >&2; exit 1; }
