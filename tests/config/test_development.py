"""Settings with which one changes the code: on one's own machine alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SHOW = """
import json
from hemicycle.config import settings, urls
print(json.dumps({
    "debug": settings.DEBUG,
    "vite": settings.DJANGO_VITE["default"]["dev_mode"],
    "toolbar": "debug_toolbar" in settings.INSTALLED_APPS,
    "scripts": [str(source) for source in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"]],
    "addresses": [str(pattern.pattern) for pattern in urls.urlpatterns],
}))
"""


def run(home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HEMICYCLE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "hemicycle.config.settings"}
    source = "import django; django.setup()" + SHOW
    return subprocess.run(
        [sys.executable, "-c", source], env={**environment, **variables}, capture_output=True, text=True, check=False
    )


def test_the_browser_takes_modules_from_vite_and_pages_explain_themselves(tmp_path: Path) -> None:
    shown = json.loads(run(tmp_path, HEMICYCLE_DEVELOPMENT="yes", HEMICYCLE_VITE_PORT="5999").stdout)
    assert (shown["debug"], shown["vite"], shown["toolbar"]) == (True, True, True)
    assert "http://127.0.0.1:5999" in shown["scripts"]
    assert "^__debug__/" in shown["addresses"]


def test_an_installation_has_none_of_it(tmp_path: Path) -> None:
    shown = json.loads(run(tmp_path, HEMICYCLE_DEVELOPMENT="no", HEMICYCLE_DEBUG="no").stdout)
    assert (shown["debug"], shown["vite"], shown["toolbar"]) == (False, False, False)
    assert not [source for source in shown["scripts"] if "5173" in source]
    assert "^__debug__/" not in shown["addresses"]


def test_a_public_address_refuses_it(tmp_path: Path) -> None:
    refused = run(tmp_path, HEMICYCLE_DEVELOPMENT="yes", HEMICYCLE_PUBLIC_ADDRESS="https://consultation.example.org")
    assert refused.returncode != 0
    assert "HEMICYCLE_DEVELOPMENT is for one's own machine" in refused.stderr
