# Each target does all of its own set-up.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export HF_HUB_OFFLINE = 1

.PHONY: run test check eval bench index clean

run: $(READY) ## build the index where there is none, and serve the page
	$(BIN)/python ui.py

test: check $(READY) ## format, lint, types, tests
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(READY) ## quality, speed, growth, start-up, memory and crowds, in one run
	$(BIN)/python -m benchmarks

eval: $(READY) ## the score on our question set, beside the pipeline that tutorials build
	$(BIN)/python tools/evaluate.py

index: $(READY) ## bring the index up to date
	$(BIN)/python -m index build

clean:
	rm -rf .venv .index

# torch comes first, by itself: its pinned release is the one that other packages then accept
$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $(READY)
