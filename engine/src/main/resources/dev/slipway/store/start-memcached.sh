#!/bin/sh
# Serves Memcached, with 64 MiB for what it holds.
set -eu
exec memcached --listen=0.0.0.0 --port=11211 --memory-limit=64 --conn-limit=1024
