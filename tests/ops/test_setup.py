"""What `bin/setup` and `make` install on a machine: an installation's, and a developer's."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from hemicycle.config.environment import CHECKOUT

pytestmark = pytest.mark.source
TOOLCHAIN = {"node", "nodejs", "npm", "npx", "go", "gcc", "cc", "g++", "c++", "make", "msgfmt"}
TEST_TOOLS = {
    *("chromium", "chromium-headless-shell", "ffmpeg", "poppler-utils", "libreoffice-writer-nogui", "postgresql"),
    *("maven", "redis-server", "nginx", "espeak-ng"),
}


def setup(*arguments: str, folder: Path = CHECKOUT, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HEMICYCLE_")}
    return subprocess.run(
        ["bin/setup", *arguments], cwd=folder, env=inherited | variables, capture_output=True, text=True, check=False
    )


def packages(*arguments: str) -> set[str]:
    done = setup("--packages", *arguments)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_an_installation_gets_no_tools_of_tests() -> None:
    production, everything = packages("--production"), packages()
    assert {"gettext", "python3-venv", "libpango-1.0-0", "fonts-noto-cjk"} < production
    assert everything - production > TEST_TOOLS
    assert production < everything


def test_a_release_needs_nothing_to_build_with() -> None:
    assert packages("--release") == packages("--production") - {"gettext"}


def test_a_release_says_what_installs_it_again_and_looks_for_no_toolchain(checkout: Path) -> None:
    """Where neither Node nor Go is to be found: programs of the system alone are on this PATH."""
    refused = setup("--release", folder=checkout, PATH="/usr/bin:/bin")
    assert refused.stderr == "setup: Say where the data folder is:  bin/install /var/lib/hemicycle\n"
    done = setup("--release", folder=checkout, PATH=str(bare(checkout)), HEMICYCLE_HOME="/var/lib/first")
    assert done.returncode == 0, done.stderr
    record = (checkout / ".venv" / "installation").read_text(encoding="utf-8")
    assert record == f"HOME=/var/lib/first\nENGINES={checkout}/engines\nAGAIN={checkout}/bin/install\n"


def bare(folder: Path) -> Path:
    """A folder with the programs that the system itself has, without what anybody builds with."""
    programs = folder / "programs"
    programs.mkdir()
    for known in (Path("/bin"), Path("/usr/bin"), Path("/sbin"), Path("/usr/sbin")):
        for program in known.iterdir():
            here = programs / program.name
            if not here.is_symlink() and program.name not in TOOLCHAIN:
                here.symlink_to(program)
    return programs


def test_an_option_that_is_none_is_said() -> None:
    refused = setup("--produktion")
    assert (refused.returncode, "--produktion is none of its options" in refused.stderr) == (1, True)


def dry(*arguments: str) -> str:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("HEMICYCLE_", "MAKE"))}
    command = ["make", "--always-make", "--dry-run", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, env=inherited, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_installation_gets_the_packages_that_it_runs_with() -> None:
    production, everything = dry("production", "HEMICYCLE_HOME=/var/lib/hemicycle"), dry("installed")
    assert "requirements/base.txt" in production
    assert "HEMICYCLE_HOME='/var/lib/hemicycle' bin/setup --production" in production
    for of_tests in ("requirements/dev.txt", "dependency:copy-dependencies"):
        assert of_tests not in production
        assert of_tests in everything


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose environment is made already."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "setup").symlink_to(CHECKOUT / "bin" / "setup")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to("/bin/true")
    return tmp_path


def test_the_data_folder_is_said_once_and_kept(checkout: Path) -> None:
    record, again = checkout / ".venv" / "installation", f"AGAIN=make -C {checkout} production\n"
    refused = setup("--production", folder=checkout)
    assert "make production HEMICYCLE_HOME=/var/lib/hemicycle" in refused.stderr
    assert not record.exists()
    relative = setup("--production", folder=checkout, HEMICYCLE_HOME="var")
    assert "must begin with a slash, unlike var" in relative.stderr
    for given in ({"HEMICYCLE_HOME": "/var/lib/first"}, {}):
        done = setup("--production", folder=checkout, **given)
        assert done.returncode == 0, done.stderr
        assert record.read_text() == f"HOME=/var/lib/first\nENGINES={checkout}/engines\n{again}"
    assert record.stat().st_mode & 0o777 == 0o644, "the service's user reads it"
    setup("--production", folder=checkout, HEMICYCLE_ENGINES="/opt/engines")
    assert record.read_text() == f"HOME=/var/lib/first\nENGINES=/opt/engines\n{again}"
    assert not (checkout / "var").exists()
