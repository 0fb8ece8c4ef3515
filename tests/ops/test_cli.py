"""What the command refuses before it begins, in words."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection

from hemicycle.config import environment
from hemicycle.ops import cli

if TYPE_CHECKING:
    from pathlib import Path

NOBODY = 65534


def typed(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command as an operator types it in a folder, without any setting but these."""
    ours = ("HEMICYCLE_", "DJANGO_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    command = [sys.executable, "-m", "hemicycle.ops.cli", *words]
    return subprocess.run(
        command, cwd=folder, env=inherited | variables, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout without a data folder, and nobody who names one."""
    place = tmp_path / "checkout" / "var"
    place.parent.mkdir()
    monkeypatch.delenv("HEMICYCLE_HOME", raising=False)
    monkeypatch.setattr(environment, "INSTALLATION", tmp_path / "installation")
    monkeypatch.setattr(environment, "CHECKOUT", place.parent)
    monkeypatch.setattr(environment, "HOME", place)
    monkeypatch.setattr(environment, "FILE", place / "environment")
    return place


@pytest.mark.parametrize("command", ["shell", "up", "migrate", "status", "help"])
def test_nobody_begins_a_data_folder_in_a_place_that_nobody_named(home: Path, command: str) -> None:
    said = cli.complaint(command)
    assert f"there is no data folder {home}" in said
    assert "set HEMICYCLE_HOME" in said
    assert f"`make setup` in {home.parent}" in said
    home.mkdir()
    (home / "reports").mkdir()
    assert cli.complaint(command) == said, "reports of tests are no data"
    environment.prepare()
    assert cli.complaint(command) == "", "a developer's own"


def test_whoever_names_one_may_begin_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.complaint("up")
    environment.INSTALLATION.write_text(f"HOME={home}\nENGINES=/opt/engines\n")
    assert cli.complaint("up") == ""
    assert environment.installed("ENGINES") == "/opt/engines"
    environment.INSTALLATION.unlink()
    monkeypatch.setenv("HEMICYCLE_HOME", str(home))
    assert cli.complaint("up") == ""


def test_a_data_folder_is_its_owners(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    environment.prepare()
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    monkeypatch.setattr(cli, "_name", {mine: "hemicycle", NOBODY: "nobody", 0: "hemicycle"}.get)
    said = cli.complaint("status")
    if mine:
        assert f"the data folder {home} is hemicycle's. Run this as hemicycle:  sudo -u hemicycle " in said
    else:
        assert said.endswith(f"As root:  chown -R nobody: {home}")


@pytest.mark.parametrize("given", [False, True])
def test_root_is_told_as_whom_to_run_it_and_builds_engines(
    home: Path, monkeypatch: pytest.MonkeyPatch, *, given: bool
) -> None:
    home.mkdir()
    if given:
        monkeypatch.setenv("HEMICYCLE_HOME", str(home))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(cli, "_name", {NOBODY: "hemicycle", 0: "root"}.get)
    monkeypatch.setattr(
        type(home), "stat", lambda _path, **_named: os.stat_result((0o40700, 0, 0, 0, NOBODY, *[0] * 5))
    )
    monkeypatch.setattr(sys, "argv", ["/opt/hemicycle/.venv/bin/hemicycle"])
    said = cli.complaint("backup")
    named = f" HEMICYCLE_HOME={home}" if given else ""
    assert said.endswith(f"sudo -u hemicycle{named} /opt/hemicycle/.venv/bin/hemicycle backup ...")
    assert cli.complaint("engines") == ""


def test_what_root_makes_there_belongs_to_its_owner(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    (home / "logs").mkdir()
    given = list[tuple[str, int, int]]()
    real = type(home).stat

    def stat(path: Path, **named: bool) -> os.stat_result:
        return os.stat_result((0o40700, 0, 0, 0, NOBODY, 7, *[0] * 4)) if path == home else real(path, **named)

    monkeypatch.setattr(type(home), "stat", stat)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda path, user, group: given.append((path.name, user, group)))
    environment.prepare()
    assert given == [("static", NOBODY, 7), ("environment", NOBODY, 7)], "what was there is as it was"
    given.clear()
    environment.prepare()
    assert given == []


@pytest.mark.parametrize(
    ("command", "instead"),
    [("createsuperuser", "hemicycle invite ADDRESS"), ("changepassword", "Nobody has a password")],
)
def test_commands_of_django_that_mean_nothing_here_say_what_to_do(tmp_path: Path, command: str, instead: str) -> None:
    done = typed(tmp_path, command, HEMICYCLE_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("hemicycle: ")
    assert instead in done.stderr
    offered = typed(tmp_path, "help", "--commands", HEMICYCLE_HOME=str(tmp_path)).stdout.split()
    assert {"status", "migrate"} < set(offered)
    assert command not in offered


def test_a_setting_that_cannot_be_is_said_without_a_traceback(tmp_path: Path) -> None:
    done = typed(tmp_path, "up", HEMICYCLE_HOME=str(tmp_path), HEMICYCLE_LOG_LEVEL="loud")
    assert done.returncode == 1
    assert done.stderr == "hemicycle: HEMICYCLE_LOG_LEVEL is 'loud'. It can be debug, info, warning, error.\n"


def test_a_command_before_the_tables_are_made_says_what_makes_them(tmp_path: Path) -> None:
    done = typed(tmp_path, "invite", "ana@example.org", HEMICYCLE_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "hemicycle: the database has no tables yet. Start Hemicycle once, which makes them:  hemicycle up\n"
    )


@pytest.mark.parametrize("tables", [[], ["people_person"]])
def test_any_other_fault_of_the_database_is_shown_as_it_is(tables: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_commands: object) -> None:
        raise OperationalError("the disk is full")

    monkeypatch.setattr(cli.Commands, "execute", fail)
    monkeypatch.setattr(cli, "complaint", lambda _command: "")
    monkeypatch.setattr(connection.introspection, "table_names", lambda: tables)
    monkeypatch.setattr(sys, "argv", ["hemicycle", "status"])
    with pytest.raises(OperationalError if tables else SystemExit):
        cli.main()


def test_a_command_typed_anywhere_is_of_the_checkout_and_makes_nothing_where_it_is_typed(tmp_path: Path) -> None:
    said = typed(tmp_path, "shell", "--verbosity", "0", "--command", "import os; print(os.getcwd())")
    assert list(tmp_path.iterdir()) == []
    if (environment.CHECKOUT / "var" / "environment").exists() or environment.INSTALLATION.exists():
        assert said.stdout.strip() == str(tmp_path)
    else:
        assert "there is no data folder" in said.stderr


def test_no_command_waits_for_what_prints_and_the_web_process_has_it(tmp_path: Path) -> None:
    look = "import sys; print('weasyprint' in sys.modules)"
    tell = f"from django.core.checks import run_checks; run_checks(); {look}; import hemicycle.ops.web_server; {look}"
    said = typed(tmp_path, "shell", "--verbosity", "0", "--command", tell, HEMICYCLE_HOME=str(tmp_path / "home"))
    assert said.stdout.split() == ["False", "True"], said.stderr
