# Each target does all of its own set-up.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export HF_HUB_OFFLINE = 1

.PHONY: run test check audit lock eval bench index clean

run: $(READY) ## build the index where there is none, and serve the page
	$(BIN)/python ui.py

test: check $(READY) ## format, lint, types, tests
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

audit: $(READY) ## known vulnerabilities of the pinned packages; says so where the advisories cannot be asked
	$(BIN)/python tools/audit.py

lock: $(READY) ## the hashes of what constraints.txt pins, after a change there or in pyproject.toml
	$(BIN)/python tools/lock.py

bench: $(READY) ## quality, speed, growth, start-up, memory and crowds, in one run
	$(BIN)/python -m benchmarks

eval: $(READY) ## the score on our question set, beside the pipeline that tutorials build
	$(BIN)/python tools/evaluate.py

index: $(READY) ## bring the index up to date
	$(BIN)/python -m index build

clean:
	rm -rf .venv .index

# No package is installed that the locks do not name by its hash. Where no CPU build of torch is to be had, the usual one
# is installed, which cannot be imported until what it needs besides is there.
LOCKED := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
$(READY): pyproject.toml requirements.lock requirements-cpu.lock requirements-cuda.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(LOCKED) -r requirements-cpu.lock 2>/dev/null || echo "There is no CPU build of torch here: the usual one is installed."
	$(LOCKED) -r requirements.lock
	$(BIN)/python -c "import torch" 2>/dev/null || $(LOCKED) -r requirements-cuda.lock
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check
	touch $(READY)
