# Every target works on a machine that has Go alone, except `test`, which says
# what it needs (and installs it when it may). `make help` lists the targets.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

TOOL  := go tool -modfile=tools.mod
TEMPL := $(TOOL) templ
# Without this, templ fmt would answer differently where prettier is installed.
TEMPL_FMT := $(TEMPL) fmt -log-level error -prettier-command no-prettier

.PHONY: help run dev build generate fmt lint test test-long bench bench-live bench-pictures check-html check-lighthouse screenshots clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Serve the demonstration community, with sign-ins printed
	go run ./cmd/commonthread demo

dev: ## Serve ./data, rebuilt and reloaded on each change (reloading proxy on 127.0.0.1:7331)
	.ci/dev

build: ## Build the static program into bin/
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/commonthread ./cmd/commonthread

generate: ## Make the generated code again: templates, then styles and scripts
	$(TEMPL) generate -log-level warn
	@if [ -d static ]; then set -x; go generate ./static; fi

fmt: ## Format Go and templates in place
	gofmt -w $$(git ls-files --cached --others --exclude-standard '*.go' ':!:*_templ.go')
	$(TEMPL_FMT) .

lint: ## go vet, staticcheck, formats, and the module file
	.ci/test lint

test: ## The whole suite, on both databases, with the race detector and a browser
	.ci/test

test-long: ## The same with the full counts of the long tests
	COMMONTHREAD_TEST_LONG=1 .ci/test

bench: ## Benchmarks, on both databases; BENCH=pattern chooses
	.ci/test bench

bench-live: ## Sockets: how soon thousands are told, beside a bare hub; LIVE='-watchers 500' chooses
	.ci/bench-live $(LIVE)

bench-pictures: ## 100 photographs of 24 megapixels by 8 members at once: losses, memory, what others wait
	.ci/bench-pictures $(PICTURES)

check-html: ## The W3C's checker over every type of page (needs Java and npm)
	.ci/html

check-lighthouse: ## Lighthouse over the demonstration, as a phone's reader: all 100 (needs npm and Chromium)
	.ci/lighthouse

screenshots: ## Pictures of every type of page into ./screenshots (or COMMONTHREAD_SCREENSHOTS)
	.ci/screenshots

clean: ## Remove what was built here
	rm -rf bin coverage.out screenshots
