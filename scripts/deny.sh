#!/usr/bin/env bash
# Checks the dependencies with cargo-deny against deny.toml: licences, bans, sources, and known advisories.
# Without cargo-deny, or without the advisory database (it is fetched from the network by git), it says what did not
# run and does not fail; a finding fails.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
. scripts/env.sh

if ! command -v cargo-deny >/dev/null 2>&1; then
    echo "deny: NOT RUN, cargo-deny is not installed. Install with: cargo install --locked cargo-deny"
    exit 0
fi
code=0
cargo deny --locked check --hide-inclusion-graph licenses bans sources || code=1

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
if cargo deny --locked fetch db >"$log" 2>&1; then
    cargo deny --locked check --hide-inclusion-graph advisories || code=1
else
    echo "deny: advisories NOT RUN, the advisory database could not be fetched: $(sed -n 's/.*\[ERROR\] //; s/ with cli.*//; 1p' "$log")"
fi
exit "$code"
