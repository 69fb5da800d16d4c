# `make demo` and `make test` are the two commands of this project: each installs what is missing, builds what changed, runs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PORT ?= 8080
BENCH ?=
NODE ?= node

.PHONY: help install demo program page serve screenshots test bench format lint clean distclean debug release clang sanitize wasm

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

install: ## what is missing on this machine, by name (Debian packages, node packages, ImGui's sources)
	@.ci/install

# Two builds of one folder at a time would spoil it, so the second waits.
# One folder a preset under build/; ninja configures anew by itself when a CMakeLists.txt changes or a file comes or goes.
build/debug/build.ninja: preset = debug
build/native/build.ninja: preset = release
build/clang/build.ninja: preset = clang
build/sanitize/build.ninja: preset = sanitize
build/wasm/build.ninja: preset = wasm
build/%/build.ninja: CMakePresets.json | install
	@cmake --preset $(preset) --log-level=WARNING
	@touch $@

debug: build/debug/build.ninja ## g++ -O0 -g: build/debug
release: build/native/build.ninja ## g++ -O3, the program too: build/native/creditcast
clang: build/clang/build.ninja ## clang++ -O2: build/clang
sanitize: build/sanitize/build.ninja ## address and undefined behaviour: build/sanitize
wasm: build/wasm/build.ninja ## the page build/site, the package build/npm
debug release clang sanitize wasm:
	@flock $(<D) cmake --build $(<D) --target all

# What a newcomer needs first: no test programs, which take longer to build than all else.
program: build/native/build.ninja ## the program alone: build/native/creditcast
	@flock build/native cmake --build build/native --target creditcast

page: build/wasm/build.ninja ## the page and the package alone: build/site, build/npm
	@flock build/wasm cmake --build build/wasm --target creditcast_package creditcast_site creditcast_fonts web_app

demo: program page ## builds program, page and package, and shows a ready scenario of each platform
	@$(NODE) tests/support/demo.mjs

serve: page ## the page at http://127.0.0.1:8080 (PORT=...)
	@$(NODE) tests/support/serve.mjs build/site $(PORT)

screenshots: page ## pictures of the page at every size, light and dark: build/screenshots
	@$(NODE) tests/browser/screenshots.mjs

test: release wasm debug clang sanitize ## every suite; closes with the line `N passed, N failed`
	@$(NODE) tests/run.mjs

bench: release wasm ## our engines beside what a user would write instead: tests/bench (BENCH=--short: a minute)
	@.ci/install bench
	@flock build/native cmake --build build/native --target creditcast_bench
	@flock build/wasm cmake --build build/wasm --target creditcast_bench
	@$(NODE) tests/bench/run.mjs $(BENCH)

format: install ## puts every C++ source into the project's format
	@find core native wasm web tests -name node_modules -prune -o \( -name '*.cpp' -o -name '*.hpp' \) -print0 | xargs -0 -r clang-format -i

lint: clang ## clang-tidy over the sources, with build/clang's flags (slow; not part of make test)
	@command -v clang-tidy >/dev/null || { echo "lint: clang-tidy is missing (Debian: clang-tidy)" >&2; exit 1; }
	@find core native web/views -name '*.cpp' -print0 | xargs -0 -r -n 1 -P "$$(nproc)" clang-tidy --quiet -p build/clang

clean: ## removes what was built; keeps what was fetched
	@if [ -d build ]; then find build -mindepth 1 -maxdepth 1 ! -name third_party -exec rm -rf {} +; fi

distclean: ## removes what was built and what was fetched into this folder
	@rm -rf build tests/node_modules
