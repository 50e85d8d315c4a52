# The directory's commands. `make` lists them.

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTABLE := $(VENV)/.testable
PORT ?= 5000

.PHONY: help run test check bench words learn lint types browser clean
.DEFAULT_GOAL := help

help:  ## List these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or later. Say which one to use: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q app.py directory
	@touch $(READY)

$(TESTABLE): $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(TESTABLE)

run: $(READY)  ## Set everything up and serve the directory at http://127.0.0.1:5000 (PORT=... to change it)
	$(BIN)/flask seed
	$(BIN)/flask index rebuild
	@echo "The directory is at http://127.0.0.1:$(PORT)   (stop it with Ctrl+C)"
	PORT=$(PORT) $(BIN)/gunicorn app:app

test: $(TESTABLE) browser  ## Run every test, those in a browser included
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: $(TESTABLE) lint types test  ## What CI runs: lint, types, import rules and every test

lint: $(TESTABLE)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(TESTABLE)
	$(BIN)/mypy

browser:
	@sh tests/browser/install.sh

bench: $(TESTABLE)  ## Measure search at 1,000, 5,000 and 20,000 services (about five minutes)
	$(BIN)/python -m tests.bench

words: $(TESTABLE)  ## Measure how well search texts are understood
	$(BIN)/python -m tests.understanding.measure

learn: $(READY)  ## Learn anew from the words in seed/vocabulary, after they were changed (a few minutes)
	$(BIN)/python -m directory.understanding.learning seed/vocabulary seed/taxonomy.toml

clean:  ## Remove what the commands above have made, the listings in instance/ excepted
	rm -rf $(VENV) *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis node_modules build
