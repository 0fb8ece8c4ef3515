"""The archive of a release, packed and installed by the guide, on a machine that has nothing to build with."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from typing import TYPE_CHECKING

import httpx
import pytest

from hemicycle.ops.engines import CENTRIFUGO, LIVEKIT
from tests.operating.installed import OWN, block, did, file, unit, until
from tests.operating.place import CHECKOUT, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.source
#: What builds, and what the machine does not have.
MISSING = ("node", "npm", "go", "gcc", "cc", "g++", "make", "msgfmt", "git")
#: A new environment sees the packages that this one has: nothing is fetched. The product itself comes of the wheel.
PYTHON3 = """
[ "${{1:-}}" = -m ] && [ "${{2:-}}" = venv ] || exec {python} "$@"
{python} -m venv --without-pip "$3"
site=$("$3/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo 'import site; site.addsitedir("{packages}")' > "$site/machine.pth"
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of this checkout."""
    folder = tmp_path_factory.mktemp("release")
    product = {**os.environ, "DJANGO_SETTINGS_MODULE": "hemicycle.config.settings"}
    command = ["bin/release", str(folder)]
    done = subprocess.run(command, cwd=CHECKOUT, env=product, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    assert done.stdout.strip() == str(made)
    return made


@pytest.fixture(scope="module")
def machine(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """After *Install*."""
    place = Place(tmp_path_factory.mktemp("bare"), "postgresql://nobody@127.0.0.1:1/none")
    for program in (LIVEKIT.name, CENTRIFUGO.name):
        (place.root / "programs" / program).unlink()
    for name in MISSING:
        place.stand_in(name, 'echo "$0 $@" >> {asked}; exit 127', asked=place.root / "built")
    place.stand_in("python3", PYTHON3, python=sys.executable, packages=sysconfig.get_path("purelib"))
    (place.root / archive.name).symlink_to(archive)
    did(place, block("Install", "useradd").text)
    yield place
    place.end()


def test_the_wheel_has_every_file_of_the_product(machine: Place) -> None:
    (wheel,) = machine.path("/opt/hemicycle").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if name.startswith("hemicycle/")}
    package = CHECKOUT / "hemicycle"
    files = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert names == {path.relative_to(CHECKOUT).as_posix() for path in files if path.suffix != ".po"}
    assert any(name.endswith(".mo") for name in names)
    assert "hemicycle/web/dist/manifest.json" in names


def test_nothing_was_built_and_the_product_is_what_the_archive_has(machine: Place) -> None:
    built = machine.root / "built"
    asked = built.read_text(encoding="utf-8").splitlines() if built.exists() else []
    # Python asks a compiler, where there is one, in which file a library is (ctypes.util): it builds nothing.
    assert [line for line in asked if " -Wl,-t " not in line] == [], "somebody asked for a toolchain"
    said = did(machine, "hemicycle engines")
    for program in (LIVEKIT, CENTRIFUGO):
        assert str(machine.path("/opt/hemicycle/engines") / program.file_name) in said
    shown = did(machine, "hemicycle shell --verbosity 0 --command 'import hemicycle; print(hemicycle.__file__)'")
    assert shown.startswith(str(machine.path("/opt/hemicycle/.venv")))


def test_it_has_the_files_that_the_guide_gives(machine: Place) -> None:
    unit_of_all = file("Install", "/etc/systemd/system/hemicycle.service")
    kept = machine.path("/opt/hemicycle") / "files" / unit_of_all.file.lstrip("/")
    assert kept.read_text(encoding="utf-8") == unit_of_all.text


def test_it_runs_and_shows_its_pages_in_every_language(machine: Place) -> None:
    with machine.path("/var/lib/hemicycle/environment").open("a", encoding="utf-8") as settings:
        settings.write(machine.here(OWN))
    command, variables = unit(machine.keep(file("Install", "/etc/systemd/system/hemicycle.service")))
    until(machine.begin(command, **variables), "Hemicycle is at")
    address = machine.here("http://127.0.0.1:8000/")
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60, trust_env=False) as pages:
        english = pages.get("/accounts/login/", headers={"Accept-Language": "en"})
        french = pages.get("/accounts/login/", headers={"Accept-Language": "fr"})
        assert english.status_code == french.status_code == 200
        assert "Se connecter" in french.text
        assert "Se connecter" not in english.text
        styles = [part.split('"')[0] for part in english.text.split('href="')[1:] if ".css" in part.split('"')[0]]
        assert styles
        assert all(pages.get(style).is_success for style in styles)
    machine.end()


def test_a_file_that_was_changed_stops_it_and_an_update_is_installed_over_it(machine: Place) -> None:
    engine = machine.path("/opt/hemicycle/engines") / CENTRIFUGO.file_name
    engine.write_bytes(b"another program")
    stopped = machine.type("/opt/hemicycle/bin/install")
    assert stopped.returncode != 0
    assert f"engines/{CENTRIFUGO.file_name}: FAILED" in stopped.stdout + stopped.stderr
    did(machine, block("Updates", "tar").text)
    assert "restart hemicycle" in machine.asked.read_text(encoding="utf-8")
    assert CENTRIFUGO.version in did(machine, "hemicycle engines")
