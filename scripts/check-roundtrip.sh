#!/usr/bin/env bash
# Writes every text of drafts/ (and fifty of the corpus, where DATA names the folder that holds corpus/MANIFEST.tsv) as
# a Word file, lets LibreOffice open it and save it anew as docx, reads that, and looks whether it is the same tree.
# Then LibreOffice edits one file with 修订 switched on, and writes one with a 批注: both must arrive with their author
# and date, and what is read as original and as revised text must be what LibreOffice says when it rejects and accepts all.
# Prints one `test … ok` or `test … FAILED` line per text.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
. scripts/env.sh

if ! command -v soffice >/dev/null 2>&1; then
    echo "check-roundtrip: soffice is missing. Install with: scripts/setup.sh test" >&2
    exit 2
fi
cargo build --quiet --locked ${FEATURES:+"$FEATURES"} --example roundtrip || exit 2
roundtrip="${CARGO_TARGET_DIR:-target}/debug/examples/roundtrip"
data=()
[ -z "${DATA:-}" ] || data=("$DATA")

folder="$(mktemp -d "${TMPDIR:-/tmp}/kaimen-roundtrip.XXXXXX")"
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir "$folder/docx" "$folder/back" "$folder/tracked"
"$roundtrip" export "$folder/docx" drafts "${data[@]}" || exit 2

office() {
    timeout 300 soffice "-env:UserInstallation=file://$folder/profile" --headless "$@" >>"$folder/log" 2>&1
}
# One start for all files; it also makes the profile into which the macro goes.
office --convert-to docx --outdir "$folder/back" "$folder"/docx/*.docx scripts/roundtrip-comment.fodt
basic="$folder/profile/user/basic/Standard"
mkdir -p "$basic"
cp scripts/roundtrip.xba "$basic/Roundtrip.xba"
cat >"$basic/script.xlb" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Roundtrip"/>
</library:library>
XML
# Who edits: the name in the profile.
sed -i 's#</oor:items>#<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn" oor:op="fuse"><value>修改人</value></prop></item></oor:items>#' \
    "$folder/profile/user/registrymodifications.xcu"
office "macro:///Standard.Roundtrip.Track(\"file://$folder/docx/business-environment-v1.docx\",\"file://$folder/tracked\")"

code=0
"$roundtrip" check "$folder/back" drafts "${data[@]}" >"$folder/checked" || code=1
"$roundtrip" tracked "$folder/tracked" drafts/business-environment/v1.md >>"$folder/checked" || code=1
"$roundtrip" comment "$folder/back/roundtrip-comment.docx" >>"$folder/checked" || code=1
grep -v '^[0-9]* passed' "$folder/checked"
[ "$code" = 0 ] || cat "$folder/log"
grep -E '^[0-9]+ passed, [0-9]+ failed$' "$folder/checked" |
    awk '{ passed += $1; failed += $3 } END { print passed " passed, " failed " failed" }'
exit "$code"
