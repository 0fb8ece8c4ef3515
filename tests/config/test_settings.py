"""What an installation's settings come to, and which of them do not go together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.config.databases import usual_processes

if TYPE_CHECKING:
    from pathlib import Path

SHOW = """
import json
from hemicycle.config import settings
names = "ALLOWED_HOSTS SESSION_COOKIE_NAME CSRF_COOKIE_NAME LANGUAGE_COOKIE_NAME LANGUAGE_COOKIE_SECURE SECOND_FACTOR"
names += " SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_HSTS_SECONDS CACHES WEB_WORKERS"
names += " USUAL_ZONE"
names += " LOGGING LOG_LEVEL LIVEKIT_LOG_LEVEL CENTRIFUGO_LOG_LEVEL"
print(json.dumps({name: getattr(settings, name) for name in names.split()}, default=str))
"""
PUBLIC = {"HEMICYCLE_PUBLIC_ADDRESS": "https://meet.example.org"}


def run(home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HEMICYCLE_")}
    environment = {**inherited, "HEMICYCLE_HOME": str(home), **variables}
    return subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=False)


def shown(home: Path, **variables: str) -> dict[str, object]:
    settings: dict[str, object] = json.loads(run(home, **variables).stdout)
    return settings


def test_the_usual_time_zone_is_the_installations(tmp_path: Path) -> None:
    assert shown(tmp_path)["USUAL_ZONE"] == "UTC"
    assert shown(tmp_path, HEMICYCLE_TIME_ZONE="Asia/Tokyo")["USUAL_ZONE"] == "Asia/Tokyo"
    refused = run(tmp_path, HEMICYCLE_TIME_ZONE="Tokyo")
    assert "HEMICYCLE_TIME_ZONE is 'Tokyo'. Enter it in the form Asia/Tokyo." in refused.stderr


@pytest.mark.parametrize(
    ("variables", "hosts"),
    [
        (PUBLIC, {"meet.example.org", "localhost", "127.0.0.1"}),
        (
            {**PUBLIC, "HEMICYCLE_WEB_BIND": "10.77.0.11:8000"},
            {"meet.example.org", "localhost", "127.0.0.1", "10.77.0.11"},
        ),
        (
            {**PUBLIC, "HEMICYCLE_WEB_BIND": "[::1]:8000", "HEMICYCLE_WEB_INTERNAL": "http://web.internal:8000"},
            {"meet.example.org", "localhost", "127.0.0.1", "[::1]", "web.internal"},
        ),
        ({**PUBLIC, "HEMICYCLE_ALLOWED_HOSTS": "meet.example.org"}, {"meet.example.org"}),
    ],
)
def test_the_other_processes_reach_the_pages_where_the_settings_say(
    tmp_path: Path, variables: dict[str, str], hosts: set[str]
) -> None:
    assert set(shown(tmp_path, **variables)["ALLOWED_HOSTS"]) == hosts  # type: ignore[call-overload]


def test_cookies_are_of_this_host_alone_and_no_name_beneath_it_is_without_tls(tmp_path: Path) -> None:
    public, own = shown(tmp_path, **PUBLIC), shown(tmp_path)
    cookies = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")
    assert all(str(public[name]).startswith("__Host-") for name in cookies)
    assert [own[name] for name in cookies] == ["sessionid", "csrftoken", "django_language"]
    assert (public["LANGUAGE_COOKIE_SECURE"], own["LANGUAGE_COOKIE_SECURE"]) == (True, False)
    assert (public["SECURE_HSTS_INCLUDE_SUBDOMAINS"], public["SECURE_HSTS_SECONDS"]) == (True, 31_536_000)
    assert not own["SECURE_HSTS_SECONDS"]


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_a_public_address_refuses_what_is_for_ones_own_machine(tmp_path: Path, name: str) -> None:
    refused = run(tmp_path, **PUBLIC, **{f"HEMICYCLE_{name}": "yes"})
    assert refused.returncode != 0
    assert f"HEMICYCLE_{name}" in refused.stderr.splitlines()[-1]


def test_a_demonstration_may_be_public_where_that_is_said(tmp_path: Path) -> None:
    assert shown(tmp_path, **PUBLIC, HEMICYCLE_DEMO="yes", HEMICYCLE_DEMO_IN_PUBLIC="yes")["SECOND_FACTOR"] == []


def test_a_second_factor_is_required_by_default_outside_a_demonstration(tmp_path: Path) -> None:
    by_default = {"secretariat", "chair", "vice_chair", "technician"}
    assert set(shown(tmp_path)["SECOND_FACTOR"]) == by_default  # type: ignore[call-overload]
    assert shown(tmp_path, HEMICYCLE_DEMO="yes")["SECOND_FACTOR"] == []
    assert shown(tmp_path, HEMICYCLE_SECOND_FACTOR="chair")["SECOND_FACTOR"] == ["chair"]
    refused = run(tmp_path, HEMICYCLE_SECOND_FACTOR="chair,leader")
    assert "names no class or role of ours: leader" in refused.stderr


def test_how_much_the_logs_say_is_a_setting(tmp_path: Path) -> None:
    names = ("LOG_LEVEL", "LIVEKIT_LOG_LEVEL", "CENTRIFUGO_LOG_LEVEL")
    usual = shown(tmp_path)
    assert [usual[name] for name in names] == ["info", "info", "warning"]
    chosen = shown(tmp_path, HEMICYCLE_LOG_LEVEL="debug", HEMICYCLE_LIVEKIT_LOG_LEVEL="Error")
    assert [chosen[name] for name in names] == ["debug", "error", "warning"]
    refused = run(tmp_path, HEMICYCLE_CENTRIFUGO_LOG_LEVEL="loud")
    assert "HEMICYCLE_CENTRIFUGO_LOG_LEVEL is 'loud'. It can be debug, info, warning, error." in refused.stderr


@pytest.mark.parametrize(
    ("level", "ours", "libraries"),
    [
        ("debug", "DEBUG", "INFO"),
        ("info", "INFO", "INFO"),
        ("warning", "WARNING", "WARNING"),
        ("error", "ERROR", "ERROR"),
    ],
)
def test_what_libraries_say_to_their_developers_is_never_logged_and_security_always_is(
    tmp_path: Path, level: str, ours: str, libraries: str
) -> None:
    logging: dict[str, Any] = shown(tmp_path, HEMICYCLE_LOG_LEVEL=level)["LOGGING"]  # type: ignore[assignment]
    assert (logging["loggers"]["hemicycle"]["level"], logging["root"]["level"]) == (ours, libraries)
    assert logging["loggers"]["hemicycle.security"]["level"] == "INFO"


def test_what_is_counted_is_counted_together_by_all_processes(tmp_path: Path) -> None:
    caches = shown(tmp_path)["CACHES"]
    assert "DatabaseCache" in caches["default"]["BACKEND"]  # type: ignore[index]


@pytest.mark.parametrize(("cores", "processes"), [({0}, 1), ({0, 1}, 2), (set(range(64)), 3)])
def test_with_postgresql_there_is_a_web_process_for_each_core_within_its_connections(
    monkeypatch: pytest.MonkeyPatch, cores: set[int], processes: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: cores)
    assert usual_processes("postgresql://h:p@127.0.0.1:5432/h") == processes
    assert usual_processes("sqlite:////tmp/h.sqlite3") == 1


def test_the_number_of_web_processes_is_the_usual_one_unless_it_is_set(tmp_path: Path) -> None:
    postgres = {"HEMICYCLE_DATABASE": "postgresql://h:p@127.0.0.1:5432/h"}
    assert shown(tmp_path, **postgres)["WEB_WORKERS"] == usual_processes(postgres["HEMICYCLE_DATABASE"])
    assert shown(tmp_path, **postgres, HEMICYCLE_WEB_WORKERS="5")["WEB_WORKERS"] == 5
    assert shown(tmp_path)["WEB_WORKERS"] == 1
