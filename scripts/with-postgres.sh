#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, and removes the server afterwards whatever happens.
#
#   scripts/with-postgres.sh cargo test
#
# The server listens on loopback only, on a random free port, keeps its data in a temporary folder, never syncs it to
# disk (test data only), and trusts every local connection. The command finds it in KAIMEN_TEST_POSTGRES. As root the
# server runs as `postgres` or `nobody`, because PostgreSQL refuses to run as root. The command's exit code is ours.
set -euo pipefail

if [ $# = 0 ]; then
    echo "usage: scripts/with-postgres.sh COMMAND [ARGUMENT…]" >&2
    exit 2
fi

bin=""
for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    if [ -x "$folder/initdb" ]; then
        bin="$folder/"
        break
    fi
done
if [ -z "$bin" ] && ! command -v initdb >/dev/null 2>&1; then
    echo "with-postgres: no PostgreSQL server found. Install with: apt-get install postgresql" >&2
    exit 1
fi

as_server=()
server_user="$(id -un)"
if [ "$(id -u)" = 0 ]; then
    server_user=nobody
    if id postgres >/dev/null 2>&1; then
        server_user=postgres
    fi
    as_server=(runuser -u "$server_user" --)
fi

folder="$(mktemp -d "${TMPDIR:-/tmp}/kaimen-postgres.XXXXXX")"
started=""
finish() {
    code=$?
    trap - EXIT
    cd /
    if [ -n "$started" ]; then
        "${as_server[@]}" "${bin}pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    fi
    rm -rf "$folder"
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

[ "$server_user" = "$(id -un)" ] || chown "$server_user" "$folder"
home="$PWD"
cd "$folder" # the server's user may not be able to read where we came from
"${as_server[@]}" "${bin}initdb" -D "$folder/data" -U kaimen --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$folder/initdb.log" 2>&1 || {
    cat "$folder/initdb.log" >&2
    exit 1
}

for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    if "${as_server[@]}" "${bin}pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -w -t 60 start -o "-p $port \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c max_connections=200 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC" >/dev/null 2>&1; then
        started=yes
        break
    fi
done
if [ -z "$started" ]; then
    echo "with-postgres: the server did not start; its log:" >&2
    cat "$folder/data/server.log" >&2 || true
    exit 1
fi

cd "$home"
export KAIMEN_TEST_POSTGRES="postgres://kaimen@127.0.0.1:$port/postgres"
"$@"
