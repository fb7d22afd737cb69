# Peer Network. `make run` and `make test` are all that a newcomer needs.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export UV_PYTHON_DOWNLOADS := never
# What was compiled once is kept: tests start many processes, and each would compile the whole house anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test check slow bench mutants words lock clean format

help: ## show what can be asked for
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(READY) ## serve the demonstration network on http://localhost:8000 (PORT=8001 for another)
	@PORT=$(PORT) $(BIN)/python -m network.serve

test: $(READY) ## the whole suite, on SQLite and on a throw-away PostgreSQL, browser journeys too
	@$(BIN)/python -m pytest -n auto --dist loadgroup -q -m "not slow"

check: $(READY) ## lint, types, import contracts, templates, vendored files
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -4
	@$(BIN)/djlint --quiet --lint templates

slow: $(READY) ## kills, loads and faults; long walks on the other database, and with every value
	@$(BIN)/python -m pytest -q -m slow

bench: $(READY) ## speed and size, beside their baselines in the same run
	@$(BIN)/python -m bench

mutants: $(READY) ## mutation testing of the rules
	@POSTGRES=no $(BIN)/python -m tests.trying && $(BIN)/python -m tests.mutants

format: $(READY) ## lay out the code
	@$(BIN)/ruff format -q . && $(BIN)/ruff check --fix -q .

words: $(READY) ## collect every sentence of the interface for translators, in instance/messages.pot
	@$(BIN)/pybabel -q extract -F network/translations/babel.cfg -k words:1 -k counted:1,2 -k Sentence:1 -k _l -k lazy_gettext --no-location --sort-output -o instance/messages.pot .

lock: $(READY) ## resolve the pinned sets anew
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements-dev.txt

clean: ## remove the environment and caches, never instance/
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants

$(READY): requirements-dev.txt requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11, 3.12 or 3.13 is needed.") if not (3, 11) <= sys.version_info[:2] <= (3, 13) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@$(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements-dev.txt requirements-uv.txt
	@touch $@
