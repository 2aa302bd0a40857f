"""Starts an application once while no other pod does, and ends: the tables that it makes at its start are made by one alone.

start-once.py MODULE:NAME [factory]
"""
import asyncio
import importlib
import os
import sys
import traceback

from sqlalchemy import MetaData, text
from sqlalchemy.engine import Connection

LOCKS = {
    "postgresql": "select pg_advisory_lock(736105)",
    "mysql": "select get_lock('start-once', 3600)",
    "mariadb": "select get_lock('start-once', 3600)",
}
held = []


def alone(create_all):
    """The same under a lock of the database, which is held until this program ends."""

    def locked(metadata, bind, *args, **kwargs):
        lock = LOCKS.get(bind.dialect.name)
        if lock and not held:
            held.append(bind if isinstance(bind, Connection) else bind.connect())
            held[0].execute(text(lock))
        return create_all(metadata, bind, *args, **kwargs)

    return locked


async def started(app):
    lifespan = getattr(getattr(app, "router", None), "lifespan_context", None)
    if lifespan is not None:
        async with lifespan(app):
            pass


def main(place, kind=""):
    MetaData.create_all = alone(MetaData.create_all)
    module, name = place.split(":")
    app = getattr(importlib.import_module(module), name)
    asyncio.run(started(app() if kind == "factory" else app))
    print("started once, alone" if held else "started once", flush=True)


code = 1
try:
    main(*sys.argv[1:])
    code = 0
except BaseException:
    traceback.print_exc()
sys.stdout.flush()
sys.stderr.flush()
# Threads that the application has left behind would keep it running.
os._exit(code)
