# One install path on every machine: a venv in .venv, filled by pip from a
# hashed lock file. tools/bootstrap.sh finds (or says how to get) Python >= 3.12.
SHELL := /bin/bash
BIN   := .venv/bin
.DEFAULT_GOAL := help

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.venv/.ok: requirements/dev.txt tools/bootstrap.sh .python-version
	@PYTHON="$(PYTHON)" bash tools/bootstrap.sh requirements/dev.txt
	@touch $@

setup: .venv/.ok ## make .venv

demo: .venv/.ok  ## a world to try out, then http://127.0.0.1:8000 (PORT=… for another port)
	@DEBUG=1 $(BIN)/python manage.py demo --port $${PORT:-8000}

run: .venv/.ok   ## your own database while developing
	DEBUG=1 $(BIN)/python manage.py migrate -v0
	DEBUG=1 $(BIN)/python manage.py load_library
	DEBUG=1 $(BIN)/python manage.py load_programs
	DEBUG=1 $(BIN)/python manage.py runserver $${PORT:-8000}

test: .venv/.ok  ## every test, on SQLite and on PostgreSQL, in Chromium too
	@BIN=$(BIN) bash tools/test.sh

check: .venv/.ok ## lint, types, templates, migrations, floors, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DEBUG=1 $(BIN)/mypy .
	$(BIN)/djlint templates --lint --quiet
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/lint-imports
	DEBUG=1 $(BIN)/python manage.py check_library
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") ALLOWED_HOSTS=plumb.example \
	  EMAIL_HOST=mail.example $(BIN)/python -W ignore::UserWarning manage.py check --deploy --fail-level WARNING

lock: .venv/.ok  ## rewrite requirements/*.txt from pyproject.toml (no registry address in them)
	$(BIN)/python -m pip install -q "uv>=0.13,<0.14"
	$(BIN)/uv pip compile -q --no-config --universal --python-version 3.12 --generate-hashes \
	  --custom-compile-command "make lock" pyproject.toml -o requirements/prod.txt
	$(BIN)/uv pip compile -q --no-config --universal --python-version 3.12 --generate-hashes \
	  --custom-compile-command "make lock" pyproject.toml --group dev -o requirements/dev.txt

.PHONY: help setup demo run test check lock
