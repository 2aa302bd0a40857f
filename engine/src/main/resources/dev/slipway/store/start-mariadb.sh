#!/bin/sh
# Makes the database when its volume is empty, then serves it.
#   MARIADB_USER      owner of the database, not a superuser   (default: app)
#   MARIADB_PASSWORD  its password                              (required)
#   MARIADB_DATABASE  the database                              (default: MARIADB_USER)
# The superuser is the container's own user, who comes in without a password and through its socket only.
set -eu
umask 077
. /usr/local/lib/slipway/store.sh
: "${MARIADB_PASSWORD:?MARIADB_PASSWORD is not set}"
user=${MARIADB_USER:-app}
database=${MARIADB_DATABASE:-$user}
data=/var/lib/mysql/data
socket=/run/mysqld/mysqld.sock

server() {
  folder=$1
  shift
  exec mariadbd --no-defaults --datadir="$folder" --socket="$socket" --pid-file=/run/mysqld/mysqld.pid --tmpdir=/tmp \
    --innodb-log-file-size=32M --skip-name-resolve --log-warnings=1 "$@"
}
superuser=$(id -un)
administer() { mariadb --no-defaults --socket="$socket" --user="$superuser" "$@"; }

if [ ! -d "$data" ]; then
  # Made beside its place and moved there when it is whole: a start that was cut off leaves nothing half-made.
  new=$data.new
  rm -rf "$new"
  mariadb-install-db --no-defaults --datadir="$new" --force --cross-bootstrap --skip-test-db \
    --auth-root-authentication-method=socket --auth-root-socket-user="$superuser" --innodb-log-file-size=32M
  (server "$new" --skip-networking) &
  server=$!
  await administer --execute="select 1"
  administer <<END
SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
CREATE DATABASE \`$(quoted "$database" '`')\`;
CREATE USER '$(quoted "$user" "'")'@'%' IDENTIFIED BY '$(quoted "$MARIADB_PASSWORD" "'")';
END
  scripts administer "$database"
  # Those that the application's scripts have made are its own, too.
  administer --skip-column-names --batch --execute="select schema_name from information_schema.schemata
    where schema_name not in ('information_schema', 'mysql', 'performance_schema', 'sys')" |
    while IFS= read -r made; do
      administer --execute="SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
        GRANT ALL PRIVILEGES ON \`$(quoted "$made" '`' | sed 's/[_%]/\\&/g')\`.* TO '$(quoted "$user" "'")'@'%'"
    done
  kill "$server"
  wait "$server"
  mv "$new" "$data"
fi
server "$data"
