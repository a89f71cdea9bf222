# `make` alone lists the targets. Everything lives in .venv; nothing is installed or registered outside this folder.
PYTHON ?= $(shell command -v python3)
VENV_PYTHON = .venv/bin/python
unexport PYTHONPATH PYTHONHOME # what they name would come before .venv
INSTALL = @$(if $(PYTHON),$(PYTHON),$(error Python 3.11 to 3.14 is needed and none was found: install it from your system's packages or python.org, then run make again)) tools/install.py

.PHONY: help lab test build bench bench-explorers offline slides handout site book dist lite doctor lint format test-portable test-all lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile | awk -F ': ' '{printf "make %-16s %s\n", $$1, $$2}'

lab:  ## install what is missing and open the course in JupyterLab (LAB_ARGS=--no-browser on a server)
	$(INSTALL) lab $(PIP_ARGS)
	@$(VENV_PYTHON) -m nnlearn lab $(LAB_ARGS)

test:  ## install what is missing and run every test, with one summary at the end (PART=lessons runs one part)
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) tools/run_tests.py $(PART)

build:  ## make notebooks/, exercises/ and solutions/ from lessons/
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) tools/notebooks.py $(BUILD_ARGS)

bench:  ## measure NumPy against PyTorch and write benchmarks/RESULTS.md (BENCH_ARGS="--only LSTM")
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) benchmarks/bench.py --threads 1 2 --write $(BENCH_ARGS)

bench-explorers:  ## measure every explorer in a browser and write benchmarks/EXPLORERS.md (BENCH_ARGS="--only Neuron")
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) benchmarks/explorers.py --write $(BENCH_ARGS)

offline:  ## fill offline/ with every package for a room without network (OFFLINE_FOR="linux windows macos")
	$(INSTALL) lab $(PIP_ARGS)
	@$(VENV_PYTHON) tools/offline.py --for="$(OFFLINE_FOR)" --python="$(OFFLINE_PYTHON)" $(OFFLINE_ARGS) $(PIP_ARGS)

slides:  ## make a deck of each lesson in dist/slides/, for a room without network (npm brings reveal.js)
	$(INSTALL) lab $(PIP_ARGS)
	@$(VENV_PYTHON) tools/slides.py $(SLIDES_ARGS)

handout:  ## zip the course without the solutions: dist/nnlearn-handout.zip
	$(INSTALL) lab $(PIP_ARGS)
	@$(VENV_PYTHON) tools/handout.py

site:  ## build the course as a static site with search in dist/site/ (SITE_ARGS=--solutions)
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) tools/book.py $(SITE_ARGS)

book:  ## print the course and the exercises as PDF, dist/nnlearn-*.pdf, from the site (BOOK_ARGS="--only 02 --out look")
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) tools/paper.py $(BOOK_ARGS)

dist:  ## build the wheel and the sdist, with the course in them, into dist/
	$(INSTALL) lab $(PIP_ARGS)
	@$(VENV_PYTHON) tools/dist.py

lite:  ## build the course for a browser without installation in dist/lite/, for any web server (LITE_ARGS=--solutions)
	$(INSTALL) lab $(PIP_ARGS)
	@$(VENV_PYTHON) tools/lite.py $(LITE_ARGS)

doctor:  ## say what is wrong with this installation, and the command that fixes it
	$(INSTALL) lab $(PIP_ARGS)
	@$(VENV_PYTHON) -m nnlearn doctor

lint:  ## ruff and mypy
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) tools/run_tests.py lint

format:  ## put the code in ruff's form
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) -m ruff check --fix-only --quiet .
	@$(VENV_PYTHON) -m ruff format .

test-portable:  ## tests, examples and notebooks as three kinds of processor; the notebooks on two threads
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) tools/run_tests.py portable

test-all:  ## every test, the whole proofs that make test gives in small, and test-portable: hours
	$(INSTALL) test $(PIP_ARGS)
	@$(VENV_PYTHON) tools/run_tests.py all

lock:  ## write requirements.lock from what is installed in .venv, after an upgrade that passed the tests
	@$(VENV_PYTHON) tools/lock.py

clean:  ## remove .venv and every cache; course/, your own work, stays
	rm -rf .venv .jupyter .pytest_cache .mypy_cache .ruff_cache build dist *.egg-info
