#!/bin/sh
# Serves NATS; its streams lie in its volume.
set -eu
exec nats-server --addr 0.0.0.0 --port 4222 --jetstream --store_dir /var/lib/nats
