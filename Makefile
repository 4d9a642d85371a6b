# Two commands matter: `make run` and `make test`. The others are for people who change Bilan.
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3 python,$(if $(shell $(p) -c 'import sys; sys.version_info >= (3, 11) and print(1)' 2>/dev/null),$(p))))
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help run test demo bench slow lock clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

.venv/ready: requirements.txt
	@test -n "$(PYTHON)" || { echo "Bilan needs Python 3.11 or newer and none was found. Install it from python.org or your system's packages, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv || { echo "Python has no venv module here: on Debian and Ubuntu, apt install python3-venv" >&2; exit 1; }
	$(INSTALL) -r requirements.txt
	@touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	$(INSTALL) -r requirements-dev.txt
	@touch $@

run: .venv/ready  ## start the app at http://localhost:8501
	$(BIN)/python -m streamlit run app.py

test: .venv/ready-dev  ## install everything, check style, types and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile

demo: .venv/ready  ## load the example client
	$(BIN)/python -m reporting demo

slow: .venv/ready-dev  ## the long proofs
	$(BIN)/python -m pytest -m slow

bench: .venv/ready-dev  ## measure imports, figures and workbooks against plain DuckDB, pandas and openpyxl
	$(BIN)/python -m bench

lock: .venv/ready  ## pin what requirements*.in ask for
	$(BIN)/python -m pip install --quiet uv
	for name in requirements requirements-dev; do $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $$name.in -o $$name.txt; done

clean:  ## remove everything but the sources and the data
	rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache .hypothesis
