"""Migrates the project's database while no other pod does."""
import django
from django.core.management import call_command
from django.db import connection

LOCKS = {"postgresql": "select pg_advisory_lock(736105)", "mysql": "select get_lock('migrate', 3600)"}

django.setup()
with connection.cursor() as cursor:
    lock = LOCKS.get(connection.vendor)
    if lock:
        cursor.execute(lock)
# Applications without migrations get their tables, too.
call_command("migrate", interactive=False, run_syncdb=True)
