#!/usr/bin/env bash
# Opens every Word file that the site hands out for the sample ordinances in LibreOffice, turns it into a PDF, and looks
# for the words of the text there: the title, and the number of every article. The files are fetched from a running
# example, as a reader would. Then the same for a sample table for paper in every way of marking what is deleted: each
# character of it must stand in the PDF as often as in the table. Prints one `test … ok` or `test … FAILED` line per text.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
. scripts/env.sh

for program in soffice pdftotext node; do
    if ! command -v "$program" >/dev/null 2>&1; then
        echo "check-docx: $program is missing. Install with: scripts/setup.sh test" >&2
        exit 2
    fi
done
cargo build --quiet --locked ${FEATURES:+"$FEATURES"} --bin kaimen --example sheets || exit 2
kaimen="${CARGO_TARGET_DIR:-target}/debug/kaimen"

folder="$(mktemp -d "${TMPDIR:-/tmp}/kaimen-docx.XXXXXX")"
"$kaimen" demo --data "$folder/data" --port 0 >"$folder/log" 2>&1 &
server=$!
finish() {
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

address=""
for _ in $(seq 1 300); do
    address="$(sed -n 's#.*\(http://[0-9.:]*\)/.*#\1#p' "$folder/log" | tail -n 1)"
    [ -z "$address" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
done
if [ -z "$address" ]; then
    echo "check-docx: the example did not start:" >&2
    cat "$folder/log" >&2
    exit 2
fi

mkdir "$folder/docx" "$folder/pdf"
for text in drafts/*/v*.md; do
    version="$(basename "$text" .md)"
    bill="$(basename "$(dirname "$text")")"
    node -e '
        const [address, file] = process.argv.slice(1);
        const answer = await fetch(address);
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        (await import("node:fs")).writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    ' --input-type=module "$address/bills/$bill/$version.docx" "$folder/docx/$bill-$version.docx" || true
done
"${CARGO_TARGET_DIR:-target}/debug/examples/sheets" "$folder/sheets" || exit 2
# One start of LibreOffice for all files, with a profile of its own.
timeout 300 soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to pdf \
    --outdir "$folder/pdf" "$folder"/docx/*.docx "$folder"/sheets/*.docx >"$folder/soffice.log" 2>&1

passed=0 failed=0
for text in drafts/*/v*.md; do
    name="$(basename "$(dirname "$text")")-$(basename "$text" .md)"
    pdftotext "$folder/pdf/$name.pdf" - 2>/dev/null | tr -d ' \n\f' | sed 's/　//g' >"$folder/words"
    missing=""
    while read -r words; do
        grep -qF -- "$words" "$folder/words" || missing="$missing $words"
    done < <("$kaimen" parse "$text" --format json | node -e '
        const it = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
        const articles = (units) => units.flatMap((u) => (u.kind === "article" ? [u.number] : articles(u.units)));
        console.log([it.title, ...articles(it.units)].join("\n"));')
    if [ -s "$folder/words" ] && [ -z "$missing" ]; then
        echo "test docx $text ... ok"
        passed=$((passed + 1))
    else
        echo "not found in the PDF:${missing:- everything, LibreOffice made none}"
        echo "test docx $text ... FAILED"
        failed=$((failed + 1))
    fi
done
for sheet in "$folder"/sheets/*.docx; do
    name="$(basename "$sheet" .docx)"
    pdftotext "$folder/pdf/$name.pdf" - 2>/dev/null >"$folder/words"
    missing="$(node -e '
        const [whole, pdf] = process.argv.slice(1).map((file) => require("node:fs").readFileSync(file, "utf8"));
        const count = (text) => {
            const counts = new Map();
            for (const c of text) if (c.trim() !== "") counts.set(c, (counts.get(c) ?? 0) + 1);
            return counts;
        };
        const found = count(pdf);
        const less = [...count(whole)].filter(([c, times]) => (found.get(c) ?? 0) < times);
        console.log(less.map(([c]) => c).join(""));' "$folder/sheets/words.txt" "$folder/words")"
    if [ -s "$folder/words" ] && [ -z "$missing" ]; then
        echo "test docx sheet $name ... ok"
        passed=$((passed + 1))
    else
        echo "too few in the PDF: ${missing:-everything, LibreOffice made none}"
        echo "test docx sheet $name ... FAILED"
        failed=$((failed + 1))
    fi
done
[ "$failed" = 0 ] || cat "$folder/soffice.log"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
