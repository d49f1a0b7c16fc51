# What a person does with the course from a shell. `make` alone lists it.
# The environment is made in .venv once; it is mended only when one of the three files below changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test lab build lint bench clean

help: ## esta lista / this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

demo: $(READY) ## corrige una clase de ejemplo, de principio a fin / grade a sample class, end to end
	@$(BIN)/curso demo

test: $(READY) ## todas las comprobaciones y pruebas / every check and test
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lab: $(READY) ## abre el curso en JupyterLab / open the course in JupyterLab
	@$(BIN)/curso lab

build: $(READY) ## construye los cuadernos de las lecciones / build the notebooks from the lessons
	@$(BIN)/curso build

lint: $(READY) ## estilo, tipos, capas y cuadernos al día / style, types, layers, notebooks up to date
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports
	@$(BIN)/curso build --check

bench: $(READY) ## mide lo que promete ser rápido / measure what promises to be fast
	@for script in benchmarks/[!_]*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

clean: ## borra el entorno, la demo y las cachés, nunca las notas / remove the environment, the demo and caches, never marks
	rm -rf $(VENV) build dist .curso-cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Hace falta Python 3.11 o posterior; di cuál: make PYTHON=python3.12'; \
	  echo 'Python 3.11 or later is needed; say which: make PYTHON=python3.12'; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
	  echo 'No se pudo crear el entorno. En Debian o Ubuntu: sudo apt-get install python3-venv'; \
	  echo 'The environment could not be made. On Debian or Ubuntu: sudo apt-get install python3-venv'; exit 1; }
	@echo 'Instalando el curso en $(VENV); la primera vez tarda unos minutos…'
	@echo 'Installing the course in $(VENV); the first time takes a few minutes…'
	@$(BIN)/python -m pip install --quiet -r requirements.txt -e '.[dev]' -c constraints.txt
	@touch $(READY)
