#!/bin/sh
# Serves RabbitMQ; its queues lie in its volume.
#   RABBITMQ_PASSWORD  of the user app                                                          (required)
#   RABBITMQ_GUEST     "on" lets in the user guest with the password guest, too, as code often gives it
# Users are made anew at each start, so that a changed password holds.
set -eu
umask 077
: "${RABBITMQ_PASSWORD:?RABBITMQ_PASSWORD is not set}"
password=$(printf '%s' "$RABBITMQ_PASSWORD" | sed 's/[\\"]/\\&/g')
user() { printf '{"name":"%s","password":"%s","tags":"administrator"}' "$1" "$2"; }
rights() { printf '{"user":"%s","vhost":"/","configure":".*","write":".*","read":".*"}' "$1"; }
users=$(user app "$password")
permissions=$(rights app)
if [ "${RABBITMQ_GUEST:-}" = on ]; then
  users="$users,$(user guest guest)"
  permissions="$permissions,$(rights guest)"
fi
printf '{"users":[%s],"vhosts":[{"name":"/"}],"permissions":[%s]}' "$users" "$permissions" > /tmp/definitions.json
{
  echo 'listeners.tcp.default = 5672'
  echo 'loopback_users = none'
  echo 'load_definitions = /tmp/definitions.json'
  echo 'log.file = false'
  echo 'log.console = true'
  echo 'log.console.level = warning'
  echo 'vm_memory_high_watermark.absolute = 256MiB'
  echo 'disk_free_limit.absolute = 50MB'
} > /tmp/rabbitmq.conf
# Nobody but the server itself talks to its nodes: Erlang's own ports are open inside the container alone.
export ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_CONFIG_FILE=/tmp/rabbitmq.conf
export RABBITMQ_MNESIA_BASE=/var/lib/rabbitmq/mnesia RABBITMQ_LOG_BASE=/tmp RABBITMQ_PID_FILE=/tmp/rabbitmq.pid
export RABBITMQ_FEATURE_FLAGS_FILE=/var/lib/rabbitmq/feature_flags RABBITMQ_ENABLED_PLUGINS_FILE=/tmp/enabled_plugins
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
# Two schedulers are enough for one application, and each costs memory.
export RABBITMQ_SCHEDULER_BIND_TYPE=u ERL_FLAGS='+S 2:2'
exec rabbitmq-server
