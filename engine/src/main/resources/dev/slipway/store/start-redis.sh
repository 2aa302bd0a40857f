#!/bin/sh
# Serves Redis; what it holds is written to its volume every second.
#   REDIS_PASSWORD  that clients have to give   (without one everybody whom the network lets through comes in)
set -eu
umask 077
cd /var/lib/redis
{
  echo 'bind * -::*'
  echo 'protected-mode no'
  echo 'port 6379'
  echo 'dir /var/lib/redis'
  echo 'appendonly yes'
  echo 'appendfsync everysec'
  echo 'save ""'
  echo 'maxmemory-policy noeviction'
  # In a file of its own: arguments are seen by whoever lists processes.
  if [ -n "${REDIS_PASSWORD:-}" ]; then echo "requirepass \"$REDIS_PASSWORD\""; fi
} > /tmp/redis.conf
exec redis-server /tmp/redis.conf
