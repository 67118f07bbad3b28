# Zeren's commands. Each works on a fresh machine that has only make and Python 3.11 or later:
# what it needs goes into .venv/ of this folder, once for every change of the lock files.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help graph test bench accuracy docs lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' Makefile

graph: .venv/.installed ## build the validated graph from the document: build/
	$(BIN)/python build_graph.py

test: .venv/.installed-dev ## lint, check the types, run the tests
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

bench: .venv/.installed-dev ## builds, steps and queries against the clock: docs/profile.md, query-bench.md, growth.md
	$(BIN)/python bench/compare.py
	$(BIN)/python bench/steps.py
	$(BIN)/python bench/queries.py
	$(BIN)/python bench/growth.py

accuracy: .venv/.installed-dev ## how accurate the reader is, layout by layout: docs/accuracy.md
	$(BIN)/python bench/accuracy.py

docs: .venv/.installed-dev ## write the reference pages, the picture of the model, and what the tutorial prints
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/notebook.py

golden: .venv/.installed-dev ## rewrite the expected answers of the stored queries: read the diff before you commit it
	ZEREN_GOLDEN=1 $(BIN)/python -m pytest tests/test_queries.py

# The release of uv stands here and nowhere else: only this target needs it.
lock: .venv/.installed ## resolve the dependencies anew: requirements.lock, requirements-dev.lock
	$(PIP) install --quiet uv==0.13.9
	$(BIN)/uv pip compile pyproject.toml --group install --universal --python-version 3.11 \
	  --generate-hashes --upgrade --no-header --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --upgrade --no-header --quiet --constraints requirements.lock \
	  --output-file requirements-dev.lock

clean: ## remove the environment and every output
	rm -rf .venv build .build.generation-* dist

# The first line is the whole message where Python is too old or lacks venv (Debian packs it apart).
.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Zeren needs Python 3.11 or later with venv (Debian: apt install python3-venv);" \
	  "name another one with make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@
