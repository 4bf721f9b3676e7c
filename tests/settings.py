"""The site's settings with what only a test wants: fast passwords, mail in memory, plain static files."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")

from trainer.settings import *  # noqa: F403
from trainer.settings import DATABASES, STORAGES

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = None
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A database in memory has one connection, which the threads of a live server would share: their
    # transactions run into each other. In a file each thread has its own, as on a site.
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir()) / f"plumb-test-{os.getpid()}.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Test workers make their databases from a template; a pool would hold connections to them.
    DATABASES["default"]["OPTIONS"] = {}
