# Everything a developer types. `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory --no-builtin-rules

# What whoever types `make` says; an installation need not be our own var/.
GIVEN_HOME := $(HEMICYCLE_HOME)
export HEMICYCLE_HOME ?= $(CURDIR)/var
# Images of containers set it: each process would compile all that it imports, which takes longer than most of what runs.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
HEMICYCLE := $(BIN)/hemicycle
NPM := npm --prefix frontend --silent
REPORTS := var/reports
SBOM := var/sbom
COVERAGE := var/coverage
CHECKED := var/checked
MIGRATED := var/migrated
# As many tests at once as there are cores.
WORKERS ?= $(shell nproc)
TRANSLATED := ar zh_Hans fr ru es
PYTEST := $(BIN)/pytest --quiet
PDF_UA := .venv/pdf-ua
NODE_MODULES := frontend/node_modules/.package-lock.json
BUILT_ROOM := hemicycle/web/dist/manifest.json
ROOM_SOURCES := $(wildcard frontend/*.ts frontend/*.js frontend/*.json) $(shell find frontend/src -type f)
# Folders too: one is newer once a file has gone from it.
FRONT_END := $(shell find frontend -name node_modules -prune -o -print)
WORDS := $(patsubst %.po,%.mo,$(wildcard hemicycle/locale/*/LC_MESSAGES/*.po))

.PHONY: help setup production installed demo dev check test coverage fuzz upgrades mutants format bench schema fonts clips messages pins audit sbom floors clean \
        release test-frontend test-sqlite test-postgres test-operating test-browser test-room test-alone

help: ## What there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make the machine ready, install and build everything; again as often as you like
	@bin/setup
	@$(MAKE) --jobs=2 installed  # packages come by the network, the front end is built beside them
	@echo 'Ready. "make demo" opens a sitting; "make test" proves it.'

production: ## An installation: what it runs with, and nothing of tests; the first time HEMICYCLE_HOME=/var/lib/hemicycle
	@HEMICYCLE_HOME='$(GIVEN_HOME)' bin/setup --production
	@$(MAKE) $(BIN)/production $(BUILT_ROOM) $(WORDS)
	@HEMICYCLE_HOME= $(HEMICYCLE) engines
	@echo 'Ready. "systemctl restart hemicycle" runs it.'

release: installed ## One archive to install from, without Node, Go or a compiler: var/release/hemicycle-VERSION.tar.gz
	@bin/release

demo: installed ## A sitting in full swing on this machine, with the addresses to open
	@$(HEMICYCLE) demo

dev: installed ## The demonstration while you change it: server and browser take each change at once
	@HEMICYCLE_DEVELOPMENT=yes $(HEMICYCLE) demo --verbose

check: $(BIN)/installed $(NODE_MODULES) ## Format, lint, types, rooms, migrations, rules, front end: under a minute
	@$(MAKE) --jobs=2 --keep-going --output-sync=target $(CHECKS)
	@echo "All checks passed."

test: installed ## Every test: front end, SQLite, PostgreSQL, the operator's guide, browsers; and the slowest of them
	@rm -rf $(REPORTS) && mkdir -p $(REPORTS)
	@failed=0; \
	$(MAKE) --keep-going test-frontend test-sqlite test-operating test-browser test-room || failed=1; \
	$(MAKE) --jobs=2 --keep-going test-alone test-postgres || failed=1; \
	$(BIN)/python -m tests.tally $(REPORTS)/*.xml || failed=1; \
	exit $$failed

# Without the permission matrix: it looks at who may, not at what comes of it.
coverage: installed ## What the tests of each room run of it, and that it never gets less: nightly, for it takes them half as long again
	@rm -rf $(COVERAGE) && mkdir -p $(COVERAGE) $(REPORTS)
	@failed=0; \
	COVERAGE_FILE=$(CURDIR)/$(COVERAGE)/data $(BIN)/coverage run -m pytest --quiet $(ON_SQLITE) --ignore=tests/web/access/matrix || failed=1; \
	$(BIN)/coverage combine --quiet --keep $(COVERAGE); \
	$(BIN)/coverage json --quiet -o $(COVERAGE)/coverage.json; \
	$(BIN)/coverage html --quiet --directory $(COVERAGE)/html --skip-covered; \
	$(BIN)/python -m tests.floors $(COVERAGE)/coverage.json || failed=1; \
	exit $$failed

fuzz: installed ## Thousands of odd requests to every form, on both databases: nightly; REQUESTS=10000
	HEMICYCLE_FUZZ=$(or $(REQUESTS),10000) $(PYTEST) -n 0 -o faulthandler_timeout=7200 tests/web/access/matrix/test_fuzz.py
	HEMICYCLE_FUZZ=$(or $(REQUESTS),10000) $(BIN)/python -m tests.postgres $(PYTEST) -n 0 -o faulthandler_timeout=7200 tests/web/access/matrix/test_fuzz.py

upgrades: installed ## Databases of older versions brought up to today's tables, on both databases: nightly
	$(PYTEST) $(AT_ONCE) -m migrations
	$(BIN)/python -m tests.postgres $(PYTEST) $(AT_ONCE) -m "postgres and migrations"

mutants: installed ## Which changes of rules and acts no test notices: nightly; ROOM=rules SAMPLE=200 SEED=1 JOBS=2
	@$(BIN)/python -m tests.mutants $(ROOM) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(if $(JOBS),--jobs $(JOBS))

bench: installed ## Measure the floor, joining, the queue, conclusions, the greedy, listeners, people, letters, pages, attacks, faults and memory: one JSON object each
	@for measure in floor join queue outcome greedy listeners people correspondence arrivals pages attacks faults setup soak; do $(HEMICYCLE) bench $$measure; done

schema: $(BIN)/installed $(NODE_MODULES) ## Write the front end's types of documents, commands and their values
	$(HEMICYCLE) schema | $(NPM) run schema

fonts: $(BIN)/installed $(NODE_MODULES) ## Cut the fonts of the pages anew to what is needed
	$(BIN)/python frontend/scripts/fonts.py

clips: $(BIN)/installed ## Speak again what simulated delegates say in a practice, with espeak-ng and ffmpeg
	$(BIN)/python frontend/scripts/clips.py

messages: $(BIN)/installed $(NODE_MODULES) ## Collect what is to be translated into hemicycle/locale
	@mkdir -p hemicycle/locale
	@cd hemicycle && ../$(HEMICYCLE) makemessages --add-location file --no-obsolete --ignore 'web/dist/*' $(TRANSLATED:%=--locale %)
	@folder=$$(mktemp --directory) && trap "rm -rf $$folder" EXIT && $(NPM) run messages -- $$folder && \
	hemicycle=$$PWD/$(HEMICYCLE) && cd $$folder && \
	$$hemicycle makemessages --domain djangojs --add-location file --no-obsolete $(TRANSLATED:%=--locale %)
	@sed --in-place '/^"POT-Creation-Date:/d' hemicycle/locale/*/LC_MESSAGES/*.po # a date alone is no change

pins: $(BIN)/installed ## Resolve the requirements anew
	@compile() { $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-strip-extras --python-version 3.11 \
	  --custom-compile-command "make pins" pyproject.toml "$$@"; }; \
	compile --group build --output-file requirements/base.txt && compile --group dev --output-file requirements/dev.txt

format: $(BIN)/installed $(NODE_MODULES) ## Format Python, templates and the front end
	@$(BIN)/ruff format --quiet && $(BIN)/ruff check --quiet --fix --select I
	@$(BIN)/djangofmt --quiet hemicycle
	@$(NPM) run format

audit: $(BIN)/installed $(NODE_MODULES) ## Known vulnerabilities of what the product is run with; needs the network, so no part of check
	@failed=0; \
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements/base.txt || failed=1; \
	npm --prefix frontend audit --omit=dev || failed=1; \
	exit $$failed

sbom: $(BIN)/installed $(NODE_MODULES) ## The components that the product is run with and built from, as CycloneDX, in var/sbom
	@mkdir -p $(SBOM)
	@PYTHONWARNINGS=ignore::UserWarning $(BIN)/cyclonedx-py requirements --output-reproducible \
	  --pyproject pyproject.toml --output-file $(SBOM)/python.cdx.json requirements/base.txt
	@npm --prefix frontend sbom --package-lock-only --sbom-format=cyclonedx > $(SBOM)/frontend.cdx.json
	@echo "$(SBOM)/python.cdx.json and $(SBOM)/frontend.cdx.json"

clean: ## Remove what was installed and built; var/, the data, stays
	rm -rf .venv frontend/node_modules hemicycle/web/dist $(REPORTS) $(COVERAGE) $(CHECKED) $(MIGRATED) $(WORDS) \
	  .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info

# What is installed and built.

installed: $(BIN)/installed $(BUILT_ROOM) $(WORDS) $(BIN)/engines $(PDF_UA)/installed

.venv/machine: bin/setup
	@bin/setup

# Not compiled: half of the modules are never imported, and one that is is compiled then.
$(BIN)/installed: requirements/dev.txt pyproject.toml | .venv/machine
	@echo "Installing Python packages"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes --requirement requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/production: requirements/base.txt pyproject.toml | .venv/machine
	@echo "Installing Python packages"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/base.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(NODE_MODULES): frontend/package.json frontend/package-lock.json | .venv/machine
	@echo "Installing the front end's packages"
	@$(NPM) ci
	@touch $@

$(BUILT_ROOM): $(ROOM_SOURCES) $(NODE_MODULES)
	@echo "Building the front end"
	@$(NPM) run build -- --logLevel error
	@touch $@

%.mo: %.po | .venv/machine
	@msgfmt --check-format --output-file=$@ $<

$(BIN)/engines: hemicycle/ops/engines.py $(BIN)/installed
	@$(HEMICYCLE) engines
	@touch $@

# What the tests validate PDFs with. A machine without Maven runs all but that test.
$(PDF_UA)/installed: tests/pdf_ua/pom.xml tests/pdf_ua/jars.sha256 | .venv/machine
	@if command -v mvn >/dev/null; then \
	  echo "Fetching the validator of PDFs"; rm -rf $(@D); \
	  mvn --quiet --file $< dependency:copy-dependencies -DoutputDirectory=$(abspath $(@D)) && \
	  (cd $(@D) && sha256sum --check --strict --quiet $(CURDIR)/tests/pdf_ua/jars.sha256) && touch $@; \
	fi

# The checks, each by itself so that one run shows all findings.

# The longest first, so that two at a time end together.
CHECKS := check-types check-room-units check-room-lint check-room-types check-rules check-migrations \
          check-schema check-rooms check-lint check-format check-templates

.PHONY: $(CHECKS)

check-format:
	$(BIN)/ruff format --check --quiet
check-lint:
	$(BIN)/ruff check --quiet
check-templates:
	$(BIN)/djangofmt --check hemicycle
	$(BIN)/djangofmt check --output-format concise hemicycle
check-rooms:
	$(BIN)/lint-imports
check-types:
	$(BIN)/mypy
check-migrations:
	$(HEMICYCLE) makemigrations --check --dry-run
check-schema:
	@$(HEMICYCLE) schema | $(NPM) run schema -- --check
check-rules:
	$(PYTEST) tests/rules
check-room-lint: $(CHECKED)/room-lint
check-room-types: $(CHECKED)/room-types
check-room-units: $(CHECKED)/room-units

# A look at one file of the front end depends on all of them, so no cache of single files would be sound: all of it is
# looked at again once anything there has changed, and not before.
$(CHECKED)/room-lint: $(FRONT_END) $(NODE_MODULES)
	@$(NPM) run lint
	@mkdir -p $(@D) && touch $@
$(CHECKED)/room-types: $(FRONT_END) $(NODE_MODULES)
	@$(NPM) run check
	@mkdir -p $(@D) && touch $@
$(CHECKED)/room-units: $(FRONT_END) $(NODE_MODULES)
	@mkdir -p $(@D)
	@$(NPM) test -- --reporter=dot --reporter=junit --outputFile.junit=../$@.xml
	@touch $@

# The tests.

# A worker that ended is not replaced: what was left of its groups would be waited for without end.
AT_ONCE := --numprocesses=$(WORKERS) --dist=loadgroup --max-worker-restart=0

# The same as in the checks: they are run again once anything of the front end has changed.
test-frontend: $(CHECKED)/room-units
	cp $(CHECKED)/room-units.xml $(REPORTS)/frontend.xml

ON_SQLITE := $(AT_ONCE) -m "not browser and not operating and not migrations"
test-sqlite:
	$(PYTEST) $(ON_SQLITE) --junitxml=$(REPORTS)/sqlite.xml

# Gives way: beside those who are in the live room one at a time, and mostly wait.
test-postgres:
	nice -n 19 $(BIN)/python -m tests.postgres $(PYTEST) $(AT_ONCE) -m "postgres and not migrations" --junitxml=$(REPORTS)/postgres.xml

# An installation by the guide for operators, and its commands.
test-operating:
	$(PYTEST) tests/operating --junitxml=$(REPORTS)/operating.xml

test-browser:
	$(PYTEST) $(AT_ONCE) -m "not room" tests/browser --junitxml=$(REPORTS)/browser.xml

# People in the live room, with real media.
test-room:
	$(PYTEST) $(AT_ONCE) -m "room and not alone" tests/browser --junitxml=$(REPORTS)/room.xml

# The same, where moments are compared: a sitting in four browsers, with its engines, has both cores at work.
test-alone:
	$(PYTEST) -m alone tests/browser --junitxml=$(REPORTS)/alone.xml

floors: $(COVERAGE)/coverage.json ## Raise what the tests of each room must cover to what the last run measured
	@$(BIN)/python -m tests.floors $< --raise
