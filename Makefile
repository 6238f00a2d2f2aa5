# The one way in. Everything runs in .venv, which `make install` makes and every other target brings up to date.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

# Tests start many processes, which read what another has compiled, whatever the caller's shell says.
export PYTHONDONTWRITEBYTECODE :=

# The tests share two to four processes; each brings its own PostgreSQL up once.
SIDE_BY_SIDE := -n logical --maxprocesses 4 --dist worksteal
# The proofs are handed out one by one, the longest first (tests/prove/conftest.py).
LONGEST_FIRST := -n logical --maxprocesses 4 --dist load --maxschedchunk 1

.DEFAULT_GOAL := help
.PHONY: help install demo check test prove year bench audit lock pictures chromium fonts

help: ## Say what there is
	@echo "usage: make TARGET"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(READY) ## Make .venv and install what requirements.lock pins (again only after a change)
	@echo "Ready: $(BIN)/sunrelay, and make help for the rest."

demo: $(READY) ## Try it in a browser, as any of five colleagues; needs no account, key or server (ARGS=--terminal)
	@$(BIN)/sunrelay demo $(ARGS)

check: $(READY) ## Format, lint, types, import contracts, migrations, manifest, house rules
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m storage.check
	$(BIN)/sunrelay manifest --check
	$(BIN)/python -m pytest -q tests/house

test: $(READY) chromium ## Every test, in random order, on SQLite and PostgreSQL (ARGS="-k digest")
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --durations=5 --durations-min=5 $(ARGS)

# A run without any such test says so itself: pytest's own closing line would read like a run of tests.
prove: $(READY) ## The long proofs: years, crashes, replicas, fuzzing; tests crossed over databases and sockets
	$(BIN)/python -m pytest -m "crossed and not prove and not year" $(SIDE_BY_SIDE)
	@$(BIN)/python -m pytest -m "prove and not year" --collect-only -q >/dev/null 2>&1; \
	if [ $$? -eq 5 ]; then \
		echo "prove: NO TEST IS MARKED 'prove', SO NOTHING WAS PROVED."; \
	else \
		echo "$(BIN)/python -m pytest -m 'prove and not year' $(LONGEST_FIRST) $(ARGS)"; \
		$(BIN)/python -m pytest -m "prove and not year" $(LONGEST_FIRST) $(ARGS); \
	fi

year: $(READY) ## The longest proofs, by hand: a year on two replicas, ten thousand prompts and decisions while processes are killed, every journey every way (two hours)
	$(BIN)/python -m pytest -m year $(ARGS)

bench: $(READY) chromium ## Measure, print beside the floors and write bench/latest.json
	@$(BIN)/python -m bench $(ARGS)

pictures: $(READY) chromium fonts ## Write docs/pictures anew: all that is said, and the page, light and dark (ARGS=page)
	@$(BIN)/python -m tests.browser.pictures $(ARGS)

# The tests in tests/browser, bench and pictures drive the page in Chromium. Where it can be had without
# asking anyone, it is; elsewhere those tests are skipped, and this says so.
chromium:
	@there() { command -v chromium || command -v chromium-browser || command -v google-chrome; }; \
	get() { DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -qq -y --no-install-recommends chromium; }; \
	if ! there >/dev/null; then \
		if [ "$$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing Chromium for the tests of the page."; \
			get >/dev/null 2>&1 || { timeout 300 apt-get update -qq && get; } >/dev/null 2>&1 || true; \
		fi; \
		there >/dev/null || echo "NO CHROMIUM, SO THE TESTS OF THE PAGE ARE SKIPPED. To run them: apt-get install chromium" >&2; \
	fi

# For Japanese, Chinese and Hindi in the pictures, of which none is drawn without them.
fonts:
	@have() { fc-list ":lang=$$1" 2>/dev/null | grep -q .; }; \
	get() { DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -qq -y --no-install-recommends \
		fontconfig fonts-wqy-zenhei fonts-ipafont-gothic fonts-lohit-deva; }; \
	if ! { have ja && have zh-cn && have hi; }; then \
		if [ "$$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then \
			get >/dev/null 2>&1 || { timeout 300 apt-get update -qq && get; } >/dev/null 2>&1 || true; \
		fi; \
		have ja && have zh-cn && have hi || { \
			echo "NO FONTS FOR JAPANESE, CHINESE OR HINDI, SO NO PICTURES: they would show boxes. To get them: apt-get install fontconfig fonts-wqy-zenhei fonts-ipafont-gothic fonts-lohit-deva" >&2; \
			exit 1; \
		}; \
	fi

audit: $(READY) ## Ask whether a pinned package has a known weakness (needs the internet, and says if it had none)
	@$(BIN)/python -m tests.house.audit

lock: ## Pin every dependency anew in requirements.lock (ARGS=--upgrade for newer ones)
	@python3 -m venv build/lock
	@build/lock/bin/pip install --quiet --disable-pip-version-check 'uv>=0.13'
	@build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links $(ARGS) --output-file requirements.lock pyproject.toml
	@echo "requirements.lock is up to date; make install brings $(VENV) up to it."

$(VENV)/bin/python:
	@for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			found=$$candidate; break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Sunrelay needs Python 3.11 or newer, and none is on the PATH." >&2; \
		echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or name it: make install PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	version=$$("$$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	if ! "$$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
		echo "Python $$version is here without its venv module, which Sunrelay installs into." >&2; \
		echo "Debian, Ubuntu: apt install python$$version-venv" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with Python $$version."; \
	"$$found" -m venv --clear $(VENV)

# Only what the lock names, and only if its hash is right; then the project itself, linked to this folder,
# of which setuptools warns whoever reads it.
$(READY): $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Installing what requirements.lock pins: about a minute the first time."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
