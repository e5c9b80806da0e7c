# Everything runs in .venv of this checkout; nothing of the machine's own Python is touched.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
DATA ?= data
PORT ?= 8012
# "with what is here": python3 serves where it is 3.11 or newer and python3.11 has no name of its own
FOUND_PYTHON := $(shell command -v $(PYTHON) || command -v python3)

# each is benchmarks/NAME.py and runs by `make bench-NAME`
BENCHMARKS := accusations alarms answers chat classify confidence danger due_times fairness knowledge leader lists meanings mind \
	morning name_tags name_weights repeats request_types routing search sentences sizing soak stories sweep trainer

# No address of a registry is written down: every installation has its own.
LOCKING := --quiet --upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url \
	--python-version 3.11 --python-platform linux

.DEFAULT_GOAL := check
.PHONY: help install install-dev demo serve test test-quick lint format types imports check nightly pbx soak bench $(BENCHMARKS:%=bench-%) elasticsearch lock clean

help: ## show this help
	@awk -F ':.*## ' '/^[a-zA-Z_-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@for name in $(BENCHMARKS); do printf '  make bench-%-12s %s\n' $$name "$$(sed -n '1{s/"""//g;p}' benchmarks/$$name.py)"; done

install: $(STAMP) ## make .venv and install the hotline in it
$(STAMP): pyproject.toml
	@echo "==> Making $(VENV) with $(FOUND_PYTHON) and installing the hotline (a minute or two, once)"
	@$(FOUND_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(FOUND_PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@echo "==> Training the classifier that comes with the project"
	@$(BIN)/python -c "from classifiers.predict import default_classifier as model; print('    ' + model().version)"
	@touch $@

install-dev: $(DEV_STAMP) ## the same with what tests and checks need
$(DEV_STAMP): $(STAMP)
	@echo "==> Installing what tests and checks need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: install ## the hotline of 示例市 with fourteen months of tickets on http://127.0.0.1:8012
	@$(BIN)/hotline demo --data $(DATA) --port $(PORT)

serve: install ## serve the data folder on http://127.0.0.1:8012
	@$(BIN)/hotline serve --data $(DATA) --port $(PORT)

test: install-dev ## run all tests; uses PostgreSQL, Elasticsearch and Chromium where it finds them
	@echo "==> Tests (left out parts are listed with their reason at the end)"
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -rs

test-quick: install-dev ## the tests without servers and browser
	@$(BIN)/python -m pytest -n 2 -m "not postgresql and not elasticsearch and not browser and not slow"

lint: install-dev ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: install-dev ## put the code into its format
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

types: install-dev ## mypy, strict, over all packages
	@$(BIN)/mypy

imports: install-dev ## which way imports run
	@$(BIN)/lint-imports

check: lint types imports test ## lint, types, import rules, tests

nightly: install-dev ## the property, OpenAPI and fault tests with their large numbers of cases
	@HOTLINE_EXAMPLES=50000 $(BIN)/python -m pytest tests/unit/domain/time/test_calendar_against_reference.py
	@HOTLINE_EXAMPLES=5000 $(BIN)/python -m pytest tests/integration/casework/test_machine.py
	@HOTLINE_EXAMPLES=1000 $(BIN)/python -m pytest tests/web/test_openapi.py
	@HOTLINE_KILLS=100 $(BIN)/python -m pytest tests/integration/test_durability.py
	@HOTLINE_NIGHTLY=1 $(BIN)/python -m pytest tests/integration/search/test_killed_of_three.py \
		tests/integration/importing/test_broken_off.py tests/web/test_one_filter.py

pbx: install-dev ## build a chroot with Asterisk and SIPp (root, debootstrap; once) and call the hotline through a real queue
	@tests/pbx/build_chroot.sh build/pbx
	@HOTLINE_REQUIRE=pbx $(BIN)/python -m pytest -rs tests/pbx

soak: bench-soak ## an hour of mixed load; fails when the server's memory grows by more than a tenth

bench: install-dev ## reports against a no-op POST, at 1, 8 and 32 clients, on SQLite and PostgreSQL
	@$(BIN)/python -m benchmarks.reports

# What each measures is the first line of its file.
$(BENCHMARKS:%=bench-%): bench-%: install-dev
	@$(BIN)/python -m benchmarks.$*

elasticsearch: ## start a real Elasticsearch for development on http://127.0.0.1:9200
	@test -d build/elasticsearch/lib || bash tests/elasticsearch/build.sh build/elasticsearch
	@bash tests/elasticsearch/start.sh build/elasticsearch build/elasticsearch-data 9200

lock: ## pin what the image installs, with hashes, to the newest that pyproject.toml allows (needs uv)
	@uv pip compile pyproject.toml $(LOCKING) --output-file requirements.lock
	@echo 'setuptools>=75' | uv pip compile - $(LOCKING) --output-file deploy/build.lock

clean: ## remove caches and builds, keep the data
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
