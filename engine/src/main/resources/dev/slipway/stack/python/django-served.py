"""The project's application, with its static files collected and served."""
import importlib

import django
from django.conf import settings

# overrides
if "django.contrib.staticfiles" in settings.INSTALLED_APPS:
    settings.STATIC_ROOT = "/tmp/static"
    if not any("whitenoise" in name for name in settings.MIDDLEWARE):
        settings.MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", *settings.MIDDLEWARE]
    django.setup()
    from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
    from django.core.management import call_command

    # Files that are kept elsewhere, such as in a bucket, are brought there when the application is released.
    if isinstance(staticfiles_storage, StaticFilesStorage):
        call_command("collectstatic", interactive=False, verbosity=0)

application = importlib.import_module("MODULE").application
