# Everything sets itself up: only Python 3.11, 3.12 or 3.13 and make must be there. PYTHON=... picks another interpreter.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules
BIN := .venv/bin
DEMO := out/demo

.PHONY: help demo test test-long lint format reference docs assets bench clean

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: ## a worked example programme with every output, in out/demo
	@scripts/setup.sh
	@$(BIN)/landrelease demo $(DEMO)

test: ## lint, documents, all tests (what CI runs)
	@scripts/test.sh

test-long: ## all tests with many more examples, every kill and power cut; the report goes to docs/evidence
	@scripts/long.sh

lint: ## style, types, layering of the rooms, docstrings
	@scripts/setup.sh test docs
	@scripts/lint.sh

format: ## put the code into the one format
	@scripts/setup.sh test docs
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

reference: ## write the generated pages of docs/reference anew
	@scripts/setup.sh
	@$(BIN)/python scripts/reference.py

docs: ## the documents as web pages, in docs/_build/html
	@scripts/setup.sh test docs
	@scripts/docs.sh

assets: ## the browser side from front/ (needs node 20 and npm), in src/landrelease/web/assets
	@scripts/assets.sh

bench: ## measure beside the other engines; the table for docs
	@scripts/setup.sh bench
	@$(BIN)/python -m benchmarks

clean: ## remove what make made
	@rm -rf .venv out dist docs/_build docs/reference/api .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache
