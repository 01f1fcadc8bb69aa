# make site | serve | test | bench; the first use sets up .venv from the pinned requirements.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup site serve test audit browsers servers bench screenshots catalogs lock clean
help:
	@echo "make setup     get fieldguide and what it needs into .venv/"
	@echo "make site      build the site into site/"
	@echo "make serve     preview it at http://127.0.0.1:8000/, rebuilt on save"
	@echo "make test      everything that CI runs"
	@echo "make audit     check every page of every language by the HTML checker and axe-core"
	@echo "make browsers  install the browsers that the tests run, on Debian and Ubuntu"
	@echo "make servers   install the servers that the lab runs, and what they need, into .cache/"
	@echo "make bench     measure the build and the link check against others, and what pages weigh"
	@echo "make screenshots  pictures of each kind of page, into screenshots/"
	@echo "make catalogs  extract interface strings and update all catalogs"
	@echo "make lock      pin the newest allowed dependencies"

setup: $(VENV)/.site

site: $(VENV)/.site
	$(BIN)/mkdocs build --strict

serve: $(VENV)/.site
	$(BIN)/mkdocs serve --livereload

test: $(VENV)/.dev browsers servers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/fieldguide check
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

audit: $(VENV)/.dev browsers
	$(BIN)/python -m bench.audit

browsers:
	@.ci/browsers | sed 's/^/not installed: /'

servers: $(VENV)/.site
	@.ci/servers | sed 's/^/not installed: /'

bench: $(VENV)/.dev
	$(BIN)/python -m bench.build
	$(BIN)/python -m bench.links
	$(BIN)/python -m bench.check
	$(BIN)/python -m bench.paste
	$(BIN)/python -m bench.page

screenshots: $(VENV)/.dev
	$(BIN)/python -m bench.screenshots

catalogs: $(VENV)/.site
	$(BIN)/fieldguide catalogs update

# what the site needs is pinned as the tests have it, since both share .venv/
lock: $(VENV)/.dev
	$(BIN)/pip-compile $(LOCK) --extra=dev --output-file=requirements/dev.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --constraint=requirements/dev.txt --output-file=requirements/site.txt pyproject.toml
	$(BIN)/pip-compile $(filter-out --extra=%,$(LOCK)) --output-file=requirements/servers.txt requirements/servers.in
LOCK := --quiet --upgrade --allow-unsafe --extra=chinese --generate-hashes --strip-extras \
	--no-emit-find-links --no-emit-index-url --no-emit-trusted-host

clean:
	rm -rf site build .cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/site.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@
