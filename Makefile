# Two commands to begin with: `make demo` and `make test`. Both install what they need into .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LOCALES := pdsa/locales
LANGUAGES := $(basename $(notdir $(wildcard $(LOCALES)/*.po)))

.PHONY: help install demo test test-fast cover mutate check messages lock clean
.DEFAULT_GOAL := help

help:            ## Say what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(STAMP): requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

install: $(STAMP) ## Make .venv with the pinned requirements

demo: $(STAMP)   ## Open a workspace in the browser and live through a year
	$(BIN)/sel-bot demo

test: $(STAMP)   ## Run the tests
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

test-fast: $(STAMP) ## Run the rules, and what of handlers and storage answers at once: under a minute
	$(BIN)/python -m tests.run_fast

cover: $(STAMP)  ## Run the floors' tests and tell which branches none takes: each floor has 90 % at least (TESTS=... for others)
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report= $(or $(TESTS),tests/pdsa tests/storage tests/handlers tests/conversations)
	@below=0; for floor in pdsa handlers storage; do \
		$(BIN)/coverage report --include="$$floor/*" --skip-covered --sort=cover --fail-under=90 || below=1; \
	done; exit $$below

mutate: $(STAMP) ## Change the rules in many small ways and tell which changes no test notices (SEED=1 SAMPLE=100)
	$(BIN)/python -m tests.mutate --seed $(or $(SEED),1) --sample $(or $(SAMPLE),100)

check: $(STAMP)  ## What CI runs besides: style, types, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

messages: $(STAMP) ## Gather all sentences, and bring each language's catalogue up to date
	$(BIN)/pybabel --quiet extract --mapping pyproject.toml --keyword _l --keyword noted --keyword count:1,2 \
		--no-location --sort-output --header-comment "# What the SEL Cycle Bot says, for translators." \
		--project sel-cycle-bot --version "" --output $(LOCALES)/messages.pot pdsa storage handlers bot
	sed -i.bak -E '/^"PO(T-Creation|-Revision)-Date/d' $(LOCALES)/messages.pot && rm $(LOCALES)/messages.pot.bak
	for language in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --locale $$language --no-fuzzy-matching --ignore-pot-creation-date \
			--input-file $(LOCALES)/messages.pot --output-file $(LOCALES)/$$language.po || exit 1; \
	done
	sed -i.bak -E 's/^"(Project-Id-Version): .*/"\1: sel-cycle-bot\\n"/; s/^"(Report-Msgid-Bugs-To|Last-Translator|Language-Team): .*/"\1: \\n"/' \
		$(LOCALES)/messages.pot $(LOCALES)/*.po && rm $(LOCALES)/*.bak
	$(BIN)/python -m tests.compile_catalogues

lock:            ## Compile the pinned requirements again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --extra dev pyproject.toml -o requirements-dev.txt

clean:           ## Remove .venv and what the tools left behind
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage .coverage.* mutants build *.egg-info
