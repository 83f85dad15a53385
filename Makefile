# Everything a person does with the portal. `make` alone lists it.
# Needs Python 3.11 and make; the rest is installed into .venv and node_modules.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
export PORT
export PATH := $(CURDIR)/.venv/bin:$(PATH)
PY := .venv/bin/python

# The environment in which production's own checks are made.
AS_PRODUCTION = SITE_URL=https://example.org TRUSTED_PROXIES=1 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')

.DEFAULT_GOAL := help
.PHONY: help run test drill walk lint format assets bench load screenshots doctor sbom clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: .venv/ready .venv/formats-ready assets  ## set up what is missing, then serve the portal with its demo content
	@$(PY) manage.py set_up -v 0
	@$(PY) manage.py load_demo
	@exec $(PY) manage.py serve

test: .venv/dev-ready assets  ## every test, on each database that answers
	@config/machine.sh test
	@$(PY) -m tests.both $(ARGS)

drill: .venv/dev-ready assets  ## faults staged on whole installations, ROUNDS times (10) at random moments
	@config/machine.sh test
	@DRILL_ROUNDS=$(or $(ROUNDS),10) $(PY) -m pytest -q -n 2 --dist loadgroup tests/drills $(ARGS)

walk: .venv/dev-ready assets  ## every address as somebody hostile
	@$(PY) -m pytest -q -n 2 --dist loadgroup tests/walks $(ARGS)

lint: .venv/dev-ready  ## style, templates, the order of the rooms, migrations, production's settings, known faults of packages
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(AS_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@$(PY) -m config.supply check

format: .venv/dev-ready  ## put the code into the house style
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

assets: static/built/.made  ## styles, scripts and fonts, from npm's packages

bench: .venv/dev-ready .venv-bench/ready .venv/formats-ready assets  ## how long publishing, importing and saving take, beside what others would use
	$(PY) -m bench.publishing
	$(PY) -m bench.imports
	$(PY) -m bench.evidence
	$(PY) -m bench.writing
	$(PY) -m bench.letters
	$(PY) -m bench.country
	$(PY) -m bench.lists
	$(PY) -m bench.search
	$(PY) -m bench.peers
	$(PY) -m bench.served
	$(PY) -m bench.backup
	$(PY) -m bench.workers
	$(PY) -m bench.archive

load: .venv/dev-ready assets  ## readers, editors and publishing at once, for SECONDS (300), on each shape
	@config/machine.sh test
	$(PY) -m bench.load --seconds $(or $(SECONDS),300)

screenshots: .venv/dev-ready assets  ## the pictures of README and guides, made by the portal itself
	@config/machine.sh test
	$(PY) -m bench.screenshots

sbom: .venv/dev-ready node_modules/.installed  ## what the portal is made of, as CycloneDX, into var/
	@mkdir -p var
	@$(PY) -m config.supply packages > var/sbom-python.txt
	@.venv/bin/cyclonedx-py requirements var/sbom-python.txt --output-reproducible -o var/sbom-python.cdx.json
	@npm sbom --sbom-format cyclonedx --omit dev > var/sbom-npm.cdx.json
	@ls var/sbom-*.cdx.json

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

# What the bench compares with stays out of the portal's own environment.
.venv-bench/ready: requirements-bench.txt | .venv/bin/python
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install -q --disable-pip-version-check -r requirements-bench.txt
	@touch $@

# Looked for again on every run until it is there: somebody may have installed it since.
.venv/formats-ready: | .venv/ready
	@config/machine.sh formats
	@config/machine.sh formats look && touch $@ || true

node_modules/.installed: package-lock.json package.json | .venv/ready
	@config/node.sh
	@echo "Installing npm packages ..."
	@npm ci --silent --include=dev --no-audit --no-fund
	@touch $@

static/built/.made: node_modules/.installed static/build.mjs $(shell find static/src -type f 2>/dev/null)
	@echo "Building styles, scripts and fonts ..."
	@npm run --silent build
	@touch $@
