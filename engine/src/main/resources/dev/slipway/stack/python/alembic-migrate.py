"""Migrates the application's database by Alembic while no other pod does.

alembic-migrate.py [MODULE:NAME] [--otherwise PROGRAM ARGUMENT...]
With the name of a Flask application, by Flask-Migrate. Where an empty database cannot take the migrations, the program is run,
which lets the application make its tables itself, and these count as migrated.
"""
import importlib.util
import os
import subprocess
import sys
import time
import traceback

from alembic.config import main as alembic
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.dialects import registry

# What a URL that names no driver means, where the usual driver is not installed.
DRIVERS = {
    "postgresql": ("psycopg2", {"psycopg": "PGDialect_psycopg", "asyncpg": "PGDialect_asyncpg"}),
    "mysql": ("MySQLdb", {"pymysql": "MySQLDialect_pymysql"}),
}
LOCKS = {
    "postgresql": "select pg_try_advisory_lock(736105)",
    "mysql": "select get_lock('migrate', 0)",
    "mariadb": "select get_lock('migrate', 0)",
}
# Ends so where it failed on a database without tables.
EMPTY = 77
held = []
empty = []


def alone(run_migrations):
    """The same under a lock of the database, which is held until this program ends."""

    def locked(context, **kwargs):
        if context.connection is not None and not empty:
            empty.append(not set(inspect(context.connection.engine).get_table_names()) - {"alembic_version"})
        lock = context.connection is not None and LOCKS.get(context.connection.dialect.name)
        if lock and not held:
            # A connection of its own, and asked again and again: a statement that waits would hold up an index that the
            # other one makes concurrently.
            held.append(context.connection.engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
            while not held[0].execute(text(lock)).scalar():
                time.sleep(0.2)
            print("the database is locked while this one migrates", flush=True)
        return run_migrations(context, **kwargs)

    return locked


def take_the_installed_driver():
    for database, (usual, others) in DRIVERS.items():
        if importlib.util.find_spec(usual) is None:
            for driver, dialect in others.items():
                if importlib.util.find_spec(driver) is not None:
                    registry.register(database, f"sqlalchemy.dialects.{database}.{driver}", dialect)
                    registry.register(f"{database}.{usual.lower()}", f"sqlalchemy.dialects.{database}.{driver}", dialect)
                    break


def migrate(application, command):
    MigrationContext.run_migrations = alone(MigrationContext.run_migrations)
    take_the_installed_driver()
    # As with python -m: what env.py imports may lie in the folder where this runs.
    sys.path.insert(0, os.getcwd())
    try:
        if application:
            from flask.cli import cli as flask

            flask.main(["--app", *application, "db", command, "heads"], standalone_mode=False)
        else:
            alembic([command, "heads"], prog="alembic")
    except Exception:
        traceback.print_exc()
        sys.exit(EMPTY if empty == [True] else 1)


def run(*words):
    """In a process of its own, whose lock ends with it."""
    return subprocess.run([sys.executable, *words]).returncode


def main(words):
    at = words.index("--otherwise") if "--otherwise" in words else len(words)
    application, otherwise = words[:at], words[at + 1 :]
    if application[:1] == ["--stamp"]:
        migrate(application[1:], "stamp")
    elif not otherwise:
        migrate(application, "upgrade")
    else:
        code = run(__file__, *application)
        if code == EMPTY:
            print("the empty database cannot take the migrations: the application makes its tables itself", flush=True)
            code = run(*otherwise) or run(__file__, "--stamp", *application)
        sys.exit(code)


main(sys.argv[1:])
