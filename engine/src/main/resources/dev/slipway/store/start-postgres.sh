#!/bin/sh
# Makes the database when its volume is empty, then serves it.
#   POSTGRES_USER      owner of the database, not a superuser   (default: app)
#   POSTGRES_PASSWORD  its password                              (required)
#   POSTGRES_DB        the database                              (default: POSTGRES_USER)
#   POSTGRES_TLS       "on" lets clients ask for TLS, with a certificate of its own that nobody vouches for
# The superuser has no password and can come in through the container's own socket only.
set -eu
umask 077
. /usr/local/lib/slipway/store.sh
: "${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}"
user=${POSTGRES_USER:-app}
database=${POSTGRES_DB:-$user}
data=${PGDATA:-/var/lib/postgresql/data/pgdata}
owner="\"$(quoted "$user" '"')\""
superuser=postgres
if [ "$user" = postgres ]; then superuser=administrator; fi
create="CREATE DATABASE \"$(quoted "$database" '"')\" OWNER $owner"
if [ "$database" = postgres ]; then create="ALTER DATABASE postgres OWNER TO $owner"; fi

if [ ! -s "$data/PG_VERSION" ]; then
  # Made beside its place and moved there when it is whole: a start that was cut off leaves nothing half-made.
  new=$data.new
  rm -rf "$new"
  initdb -D "$new" -U "$superuser" --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 \
    --auth-local=trust --auth-host=scram-sha-256 --data-checksums
  echo "host all all all scram-sha-256" >> "$new/pg_hba.conf"
  postgres --single -D "$new" -c jit=off postgres > /dev/null <<END
CREATE ROLE $owner LOGIN PASSWORD '$(quoted "$POSTGRES_PASSWORD" "'")'
$create
END
  if [ -d /docker-entrypoint-initdb.d ]; then
    postgres -D "$new" -c listen_addresses= -c unix_socket_directories=/run/postgresql -c jit=off &
    server=$!
    await psql --username="$superuser" --dbname=postgres --command="ALTER ROLE $owner SUPERUSER"
    scripts psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="$user" --dbname="$database"
    psql --quiet --username="$superuser" --dbname=postgres --command="ALTER ROLE $owner NOSUPERUSER"
    kill -INT "$server"
    wait "$server"
  fi
  rmdir "$data" 2> /dev/null || true
  mv "$new" "$data"
fi
if [ "${POSTGRES_TLS:-}" = on ]; then
  if [ ! -s "$data/server.crt" ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=postgres \
      -keyout "$data/server.key" -out "$data/server.crt.new" 2> /dev/null
    mv "$data/server.crt.new" "$data/server.crt"
  fi
  set -- -c ssl=on "$@"
fi
# A platform stops containers by SIGTERM, for which postgres waits until every client has gone; SIGINT ends them.
postgres -D "$data" -c "listen_addresses=*" -c port=5432 -c unix_socket_directories=/run/postgresql \
  -c jit=off -c password_encryption=scram-sha-256 -c log_timezone=UTC -c timezone=UTC "$@" &
server=$!
trap 'kill -INT "$server"' TERM INT
wait "$server" && exit 0
# A trapped signal ends the first wait: this one gives the server's own exit code.
wait "$server"
