# Sums the closing lines of test runners: cargo test, node's runner, Vitest, Playwright, and the plain
# `N passed, N failed` that our own check scripts print. Prints "PASSED FAILED SKIPPED". Counts nothing else.

function count(word,    at) { # the number before `word` in the line, or 0
    if (match($0, "[0-9]+ " word)) { at = substr($0, RSTART, RLENGTH); sub(/ .*/, "", at); return at + 0 }
    return 0
}
{ gsub(/\033\[[0-9;]*[A-Za-z]/, ""); sub(/\r$/, "") }
/^test result: / { passed += count("passed"); failed += count("failed"); skipped += count("ignored"); next }
/^(#|ℹ) pass [0-9]+$/ { passed += $3; next }
/^(#|ℹ) fail [0-9]+$/ { failed += $3; next }
/^(#|ℹ) cancelled [0-9]+$/ { failed += $3; next }
/^(#|ℹ) (skipped|todo) [0-9]+$/ { skipped += $3; next }
/^ *Tests +.*\([0-9]+\)$/ { passed += count("passed"); failed += count("failed"); skipped += count("skipped"); next }
/^  [0-9]+ passed \([0-9.]+m?s\)$/ { passed += $1; next }
/^  [0-9]+ (failed|flaky)$/ { failed += ($2 == "failed") ? $1 : 0; next }
/^  [0-9]+ skipped$/ { skipped += $1; next }
/^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ { passed += count("passed"); failed += count("failed"); skipped += count("skipped") }
END { print passed + 0, failed + 0, skipped + 0 }
