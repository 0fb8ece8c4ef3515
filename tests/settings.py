"""The product's settings, in a data folder that lives as long as the tests."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from tests.ports import free_port
from tests.postgres import TEMPLATE

for _name in ("LIVEKIT_PORT", "LIVEKIT_TCP_PORT", "LIVEKIT_UDP", "CENTRIFUGO_PORT", "STEWARD_PORT", "WORKER_PORT"):
    os.environ[f"HEMICYCLE_{_name}"] = str(free_port())
os.environ["HEMICYCLE_WEB_BIND"] = f"127.0.0.1:{free_port()}"
os.environ["HEMICYCLE_PUBLIC_ADDRESS"] = f"http://{os.environ['HEMICYCLE_WEB_BIND']}"
# What is required by default is tested by itself; elsewhere nobody sets up a factor first.
os.environ["HEMICYCLE_SECOND_FACTOR"] = ""
os.environ["HEMICYCLE_TIME_ZONE"] = "Europe/Zurich"
os.environ["HEMICYCLE_HOME"] = tempfile.mkdtemp(prefix="hemicycle-tests-")
atexit.register(shutil.rmtree, os.environ["HEMICYCLE_HOME"], ignore_errors=True)

from hemicycle.config.settings import *  # noqa: E402, F403 - the data folder is read when it is imported

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 - comes with the product's settings
    # In a file, as the product has it: threads that act at once wait for each other there, and only there.
    DATABASES["default"]["TEST"] = {"NAME": os.environ["HEMICYCLE_HOME"] + "/test.sqlite3"}  # noqa: F405
elif TEMPLATE in os.environ:
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ[TEMPLATE]}  # noqa: F405
