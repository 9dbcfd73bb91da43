#!/usr/bin/env bash
# Runs every check of the project and ends with one line, `N passed, N failed`, summed from what the test runners
# themselves printed. A step that fails does not stop the others; any failure makes the exit code 1.
# The full output of each step stays in target/test-logs/.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
. scripts/env.sh

# What is tested has every feature, built once for all steps; that what is delivered, which has none, compiles without a
# warning is a step of its own.
export FEATURES="--all-features"

logs="target/test-logs"
mkdir -p "$logs"
rm -f "$logs"/*.log
failed_steps=()

# step NAME COMMAND… runs one check, shows its output and keeps it.
step() {
    local name="$1" began=$SECONDS code=0
    shift
    printf '\n── %s ──\n' "$name"
    "$@" </dev/null 2>&1 | tee "$logs/$name.log" || code=$?
    if [ "$code" = 0 ]; then
        printf '── %s: done in %d s ──\n' "$name" $((SECONDS - began))
    else
        failed_steps+=("$name")
        printf '── %s: FAILED after %d s ──\n' "$name" $((SECONDS - began))
    fi
    return "$code"
}

# Whether package.json has a script of that name.
has_script() { [ -f package.json ] && node -e 'process.exit(require("./package.json").scripts?.[process.argv[1]] ? 0 : 1)' "$1"; }

ok=yes
step setup scripts/setup.sh test || ok=no
. scripts/env.sh
[ "$ok" = no ] || step assets scripts/assets.sh || ok=no
if [ "$ok" = yes ]; then
    step format cargo fmt --check
    step clippy cargo clippy --quiet --locked --all-targets "$FEATURES" -- -D warnings
    step clippy-default cargo clippy --quiet --locked --lib --bins -- -D warnings
    step cargo-test scripts/with-postgres.sh cargo test --quiet --locked "$FEATURES" --no-fail-fast
    if has_script check; then step typescript npm run --silent check; fi
    if has_script test; then step npm-test npm test --silent; fi
    if has_script test:browser; then step browser npm run --silent test:browser; fi
    if [ -x scripts/check-akn.sh ]; then step check-akn scripts/check-akn.sh; fi
    if [ -x scripts/check-docx.sh ]; then step check-docx scripts/check-docx.sh; fi
    if [ -x scripts/check-roundtrip.sh ]; then step check-roundtrip scripts/check-roundtrip.sh; fi
    step deny scripts/deny.sh
fi

printf '\n'
cat "$logs"/*.log | awk -f scripts/sum-tests.awk >"$logs/sum"
read -r passed failed skipped <"$logs/sum"
[ "$skipped" = 0 ] || echo "skipped: $skipped"
grep -h 'NOT RUN' "$logs"/*.log | LC_ALL=C sort -u
if [ ${#failed_steps[@]} != 0 ]; then
    echo "steps that failed: ${failed_steps[*]} (output in $logs/)"
fi
echo "$passed passed, $failed failed"
[ ${#failed_steps[@]} = 0 ] && [ "$failed" = 0 ] && [ "$passed" != 0 ]
