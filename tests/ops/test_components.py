"""`make sbom`: the list of components is that of the files that pin them."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.config.environment import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.source


def listed(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["bomFormat"] == "CycloneDX"
    assert {"hashes", "externalReferences"} & found["components"][0].keys()
    return {f"{row['name']}=={row['version']}": row for row in found["components"]}


def test_every_pinned_package_is_in_the_list(tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "sbom", f"SBOM={tmp_path}"], cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pins = (CHECKOUT / "requirements" / "base.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?(==[\w.]+)", pins, re.MULTILINE)
    assert listed(tmp_path / "python.cdx.json").keys() == {name + version for name, version in pinned}
    lock = json.loads((CHECKOUT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    pages = listed(tmp_path / "frontend.cdx.json")
    run_with = {
        f"{name.rpartition('node_modules/')[2]}=={row['version']}"
        for name, row in lock["packages"].items()
        if name and not row.keys() & {"dev", "devOptional", "optional"}
    }
    assert run_with
    assert run_with <= pages.keys()
    needed = {name for name, row in pages.items() if row["scope"] == "required"}
    assert needed == run_with
