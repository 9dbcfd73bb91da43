#!/usr/bin/env bash
# Builds assets/dist from TypeScript and Sass. Does nothing when neither a source nor the lock file has changed.
# cargo embeds the result and never calls npm itself.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

if [ ! -f package.json ]; then
    echo "assets: there is no package.json, so there is nothing to build" >&2
    exit 0
fi

# Packages are installed again only when the lock file, or Node.js itself, has changed.
packages="$( { node --version && cat package.json package-lock.json; } | sha256sum)"
if [ "$packages" != "$(cat node_modules/.kaimen-stamp 2>/dev/null || true)" ]; then
    npm ci --no-audit --no-fund
    echo "$packages" >node_modules/.kaimen-stamp
fi

# Everything the bundle may be made of; names and contents both count.
sources="$(
    {
        echo "$packages"
        find assets templates tsconfig.json -path assets/dist -prune -o -type f ! -name '*.html' ! -name '*.txt' -print |
            LC_ALL=C sort | xargs -d '\n' sha256sum
    } | sha256sum
)"
if [ ! -d assets/dist ] || [ "$sources" != "$(cat node_modules/.kaimen-assets 2>/dev/null || true)" ]; then
    npm run --silent build
    echo "$sources" >node_modules/.kaimen-assets
fi
