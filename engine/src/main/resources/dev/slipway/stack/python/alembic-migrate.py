"""Migrates the application's database by Alembic while no other pod does.

alembic-migrate.py [MODULE:NAME]
With the name of a Flask application, by Flask-Migrate.
"""
import os
import sys
import time

from alembic.config import main as alembic
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

LOCKS = {
    "postgresql": "select pg_try_advisory_lock(736105)",
    "mysql": "select get_lock('migrate', 0)",
    "mariadb": "select get_lock('migrate', 0)",
}
held = []


def alone(run_migrations):
    """The same under a lock of the database, which is held until this program ends."""

    def locked(context, **kwargs):
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


MigrationContext.run_migrations = alone(MigrationContext.run_migrations)
# As with python -m: what env.py imports may lie in the folder where this runs.
sys.path.insert(0, os.getcwd())
if len(sys.argv) > 1:
    from flask.cli import main as flask

    flask(["--app", sys.argv[1], "db", "upgrade", "heads"])
else:
    alembic(["upgrade", "heads"], prog="alembic")
