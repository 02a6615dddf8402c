#!/bin/bash
# Serves a temporary PostgreSQL cluster on a Unix socket in a folder for as long as a process lives.
# usage: postgres.sh FOLDER PROCESS_ID
set -euo pipefail
folder=$1 owner=$2
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
as_postgres=()
if [ "$(id -u)" = 0 ]; then
  # The server refuses to run as root; Debian's package has made a user for it.
  chmod 755 "$folder"
  chown postgres "$folder"
  as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
cd "$folder"
"${as_postgres[@]}" "$bin/initdb" -D "$folder/data" -U idv --auth=trust --no-sync -E UTF8 --locale=C > "$folder/initdb.log"
"${as_postgres[@]}" "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c max_connections=200 2> "$folder/server.log" &
server=$!
trap 'kill -INT "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
while kill -0 "$owner" 2>/dev/null && kill -0 "$server" 2>/dev/null; do sleep 0.3; done
