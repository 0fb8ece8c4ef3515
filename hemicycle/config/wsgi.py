"""The web process's entry."""

from __future__ import annotations

import os
import sys

from django.core.wsgi import get_wsgi_application

from hemicycle.config.environment import UMASK

os.umask(UMASK)
# A thread that waited for the database then waits for the interpreter while another one computes: by default 5 ms, and
# an act asks the database forty times. Giving the floor took a tenth of a second while the steward asked something.
sys.setswitchinterval(0.0005)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.config.settings")
application = get_wsgi_application()
