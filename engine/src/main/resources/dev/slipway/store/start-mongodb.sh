#!/bin/sh
# Runs the application's scripts when the volume is empty, then serves FerretDB.
#   FERRETDB_SETUP_USERNAME, FERRETDB_SETUP_PASSWORD, FERRETDB_SETUP_DATABASE   who makes the data, and where, if there is a user
set -eu
export PATH=/usr/local/lib/mongosh/node_modules/.bin:/usr/local/bin:/usr/bin:/bin
. /usr/local/lib/slipway/store.sh
done=/var/lib/ferretdb/.scripts-done
if [ ! -e "$done" ]; then
  # Nobody else sees a server whose data is not there yet.
  export FERRETDB_LISTEN_ADDR=127.0.0.1:27018
  ferretdb &
  server=$!
  await ferretdb ping
  login=
  if [ -n "${FERRETDB_SETUP_PASSWORD:-}" ]; then login="$FERRETDB_SETUP_USERNAME:$FERRETDB_SETUP_PASSWORD@"; fi
  for script in /docker-entrypoint-initdb.d/*.js; do
    echo "running $script"
    # The server does not know all of MongoDB's indexes: what a script did before such a line is there.
    HOME=/tmp mongosh --quiet "mongodb://$login$FERRETDB_LISTEN_ADDR/${FERRETDB_SETUP_DATABASE:-test}" "$script" ||
      echo "$script ended before its last line"
  done
  kill "$server"
  wait "$server" || true
  touch "$done"
  export FERRETDB_LISTEN_ADDR=:27017
fi
exec ferretdb
