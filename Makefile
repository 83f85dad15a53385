# Everything a person does with the portal. `make` alone lists it.
# Needs Python 3.11 and make; the rest is installed into .venv and node_modules.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
export PORT
export PATH := $(CURDIR)/.venv/bin:$(PATH)
PY := .venv/bin/python

# The environment in which production's own checks are made.
AS_PRODUCTION = SITE_URL=https://example.org SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')

.DEFAULT_GOAL := help
.PHONY: help run test lint format assets bench screenshots doctor clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: .venv/ready .venv/pdf-ready assets  ## set up what is missing, then serve the portal with its demo content
	@$(PY) manage.py set_up -v 0
	@$(PY) manage.py load_demo
	@exec $(PY) manage.py serve

test: .venv/dev-ready assets  ## every test, on each database that answers
	@config/machine.sh test
	@$(PY) -m tests.both $(ARGS)

lint: .venv/dev-ready  ## style, templates, the order of the rooms, migrations, production's settings
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(AS_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

format: .venv/dev-ready  ## put the code into the house style
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

assets: static/built/.made  ## styles, scripts and fonts, from npm's packages

bench: .venv/dev-ready .venv/pdf-ready assets  ## how long publishing, importing and saving take, beside what others would use
	$(PY) -m bench.publishing
	$(PY) -m bench.imports
	$(PY) -m bench.evidence
	$(PY) -m bench.writing
	$(PY) -m bench.letters
	$(PY) -m bench.country

screenshots: .venv/dev-ready assets  ## the README's pictures, made by the portal itself
	@config/machine.sh test
	$(PY) -m bench.screenshots

doctor: .venv/ready  ## what this installation lacks, and what to do about it
	@$(PY) manage.py doctor

clean:  ## remove what was installed and built; the data in var/ stays
	rm -rf .venv node_modules static/built

# ---- set-up, each step done once

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is older. Set PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "If venv is missing: sudo apt-get install python3-venv" >&2; exit 1; }

.venv/ready: requirements.txt | .venv/bin/python
	@echo "Installing Python packages ..."
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev-ready: requirements-dev.txt .venv/ready
	@echo "Installing Python packages for development ..."
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Looked for again on every run until it is there: somebody may have installed it since.
.venv/pdf-ready: | .venv/ready
	@config/machine.sh pdf
	@$(PY) -c 'import weasyprint' 2>/dev/null && touch $@ || true

node_modules/.installed: package-lock.json package.json | .venv/ready
	@config/node.sh
	@echo "Installing npm packages ..."
	@npm ci --silent --include=dev --no-audit --no-fund
	@touch $@

static/built/.made: node_modules/.installed static/build.mjs $(shell find static/src -type f 2>/dev/null)
	@echo "Building styles, scripts and fonts ..."
	@npm run --silent build
	@touch $@
