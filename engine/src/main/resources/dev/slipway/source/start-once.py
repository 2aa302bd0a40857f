"""Starts an application once while no other pod does, and ends: what it makes at its start, its tables, is made by one alone.

start-once.py VARIABLE MODULE:NAME [factory]     VARIABLE holds the URL of its Postgres
"""
import asyncio
import importlib
import os
import re
import sys
import traceback

LOCK = "select pg_advisory_lock(736105)"


def locked(url):
    """A connection that holds the lock until this program ends; none where no driver is there."""
    url = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    for name in ("psycopg2", "psycopg"):
        try:
            driver = importlib.import_module(name)
        except ImportError:
            continue
        connection = driver.connect(url)
        connection.autocommit = True
        connection.cursor().execute(LOCK)
        return connection
    try:
        import asyncpg
    except ImportError:
        return None
    loop = asyncio.new_event_loop()
    connection = loop.run_until_complete(asyncpg.connect(url))
    loop.run_until_complete(connection.execute(LOCK))
    return connection, loop


async def started(app):
    lifespan = getattr(getattr(app, "router", None), "lifespan_context", None)
    if lifespan is not None:
        async with lifespan(app):
            pass


def main(variable, place, kind=""):
    held = locked(os.environ[variable])
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
