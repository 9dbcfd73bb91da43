# Kaimen's commands. `make` or `make help` lists them. The work is in scripts/; see docs/ARCHITECTURE.md.
.PHONY: help run assets test corpus roundtrip alignment amendments lint-corpus bench fuzz deny screenshots clean
TARGET = $${CARGO_TARGET_DIR:-target}
export PATH := $(shell . scripts/env.sh && echo "$$PATH")

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: ## set up, build, and start a filled example on this machine (data under var/)
	@scripts/setup.sh run
	@scripts/assets.sh
	cargo build --release --locked
	@$(TARGET)/release/kaimen demo $(ARGS)

assets: ## build style sheets and scripts into assets/dist
	@scripts/setup.sh run
	@scripts/assets.sh

test: ## set up, then run every check (formatting, lints, tests on both databases, browser)
	@scripts/test.sh

corpus: ## check the parser against real statutes: make corpus DATA=folder
	@test -d "$(DATA)" || { echo "usage: make corpus DATA=folder (the folder that holds corpus/MANIFEST.tsv)" >&2; exit 2; }
	@cargo run --quiet --locked $(FEATURES) --example corpus -- $(DATA)

roundtrip: ## Word files through LibreOffice and back, the same tree: make roundtrip DATA=folder
	@test -d "$(DATA)" || { echo "usage: make roundtrip DATA=folder (the folder that holds corpus/MANIFEST.tsv)" >&2; exit 2; }
	@DATA="$(DATA)" scripts/check-roundtrip.sh

alignment: ## score the comparison against hand-made alignments and its own promises: make alignment DATA=folder
	@test -d "$(DATA)" || { echo "usage: make alignment DATA=folder (the folder that holds pairs/)" >&2; exit 2; }
	@cargo run --quiet --locked --release --example alignment -- $(DATA)
	@cargo run --quiet --locked --release --example comparison -- $(DATA)

amendments: ## apply real amendment decisions, and make and prove decisions for real revisions: make amendments DATA=folder
	@test -d "$(DATA)" || { echo "usage: make amendments DATA=folder (the folder that holds decisions/ and pairs/)" >&2; exit 2; }
	@cargo run --quiet --locked --release --example amend -- $(DATA)
	@cargo run --quiet --locked --release --example amend_make -- $(DATA)/pairs drafts

lint-corpus: ## run the drafting rules over real statutes: make lint-corpus DATA=folder ARGS="--sample K301 20"
	@test -d "$(DATA)" || { echo "usage: make lint-corpus DATA=folder (the folder that holds corpus/MANIFEST.tsv)" >&2; exit 2; }
	@cargo run --quiet --locked --release --example lint -- $(DATA) $(ARGS)

bench: ## measure the speeds that docs/performance.md records
	@scripts/assets.sh
	cargo bench --locked

fuzz: ## feed the parser random texts (nightly toolchain, cargo-fuzz): make fuzz SECONDS=60
	mkdir -p fuzz/corpus/parse
	cargo +nightly fuzz run --sanitizer none parse fuzz/corpus/parse $(wildcard drafts/*/) -- \
	    -dict=fuzz/parse.dict -max_total_time=$(or $(SECONDS),60) -max_len=4096 -timeout=5

deny: ## check licences, bans, sources and advisories of the dependencies
	@scripts/deny.sh

screenshots: assets ## take the pictures in docs/screenshots from a running example
	npm run --silent screenshots

clean: ## remove what was built; var/ (the example's data) stays
	cargo clean
	rm -rf assets/dist node_modules .tools
