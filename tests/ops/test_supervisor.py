"""The supervisor, with small servers in the place of the real processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from hemicycle.ops import pidfile, supervisor
from hemicycle.ops.logs import Log
from hemicycle.ops.services import Port, Service
from hemicycle.ops.supervisor import Stack, StartFailed
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hemicycle.ops.installation import Installation

SERVER = """
import http.server, os, sys
print("serves with", os.environ.get("SECRET", "no secret"), flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
PATIENCE = 20.0


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def part(name: str, port: int, script: str = SERVER, **variables: str) -> Service:
    return Service(
        name=name,
        command=(sys.executable, "-c", script, str(port)),
        variables=variables,
        health=f"http://127.0.0.1:{port}/",
        ports=(Port("127.0.0.1", port, f"{name.upper()}_PORT"),),
    )


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch, installation: Installation) -> dict[str, Service]:
    """What runs: two servers; a test may put others in their place."""
    parts = {
        "first": part("first", free_port(), SECRET=installation.steward_key),
        "second": part("second", free_port()),
    }
    monkeypatch.setattr(supervisor, "SERVICES", {name: lambda *_, name=name: parts[name] for name in parts})
    return parts


@pytest.fixture
def stack(installation: Installation, parts: dict[str, Service]) -> Iterator[Stack]:
    with Stack(installation, tuple(parts)) as running:
        yield running


def test_all_work_when_it_has_started_and_all_are_gone_when_it_has_stopped(
    installation: Installation, parts: dict[str, Service]
) -> None:
    with Stack(installation, tuple(parts)) as running:
        pids = [running.pid(name) for name in parts]
        recorded = [(installation.home / "run" / f"{name}.pid").read_text().split("\n")[0] for name in parts]
        assert recorded == [str(pid) for pid in pids]
    assert not any(alive(pid) for pid in pids if pid)
    assert list((installation.home / "run").glob("*.pid")) == []


def test_only_what_was_asked_for_runs(installation: Installation, parts: dict[str, Service]) -> None:
    assert "first" in parts
    with Stack(installation, ("second",)) as running:
        assert running.pid("second")
        with pytest.raises(KeyError):
            running.pid("first")


def test_what_must_not_wait_comes_before_the_others(installation: Installation, parts: dict[str, Service]) -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    parts["first"] = replace(parts["first"], nice=1)  # later is allowed to everybody
    with Stack(installation, tuple(parts)) as running:
        first, second = (running.pid(name) or 0 for name in parts)
        assert os.getpriority(os.PRIO_PROCESS, first) == min(own + 1, 19)
        assert os.getpriority(os.PRIO_PROCESS, second) == own


def test_where_no_process_may_come_before_others_it_runs_all_the_same(
    installation: Installation, parts: dict[str, Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse = mock.Mock(side_effect=PermissionError)
    monkeypatch.setattr(os, "setpriority", refuse)
    parts["first"] = replace(parts["first"], nice=-5)
    with Stack(installation, tuple(parts)) as running:
        assert running.pid("first")
    refuse.assert_called_once()


def test_what_dies_is_started_again_at_once(stack: Stack) -> None:
    before, other = stack.pid("first"), stack.pid("second")
    stack.kill("first")
    until(lambda: stack.pid("first") not in {None, before})
    stack.wait_until_works("first")
    assert stack.pid("second") == other


def test_what_hangs_is_started_again(
    installation: Installation, parts: dict[str, Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "HEALTH_EVERY", 0.05)
    monkeypatch.setattr(supervisor, "HEALTH_PATIENCE", 0.2)
    with Stack(installation, tuple(parts)) as running:
        before = running.pid("first")
        assert before
        os.kill(before, signal.SIGSTOP)
        until(lambda: running.pid("first") not in {None, before})
        monkeypatch.setattr(supervisor, "HEALTH_PATIENCE", 5.0)
        running.wait_until_works("first")


NOT_READY = """
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    said = 200
    def do_GET(self):
        self.send_response(Answer.said)
        self.end_headers()
        Answer.said = int(sys.argv[2])
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""


def answers_afterwards(parts: dict[str, Service], status: int) -> None:
    """The first part answers that it works, and from the second time on something else."""
    ready = part("first", free_port(), NOT_READY)
    parts["first"] = replace(ready, command=(*ready.command, str(status)), hung=frozenset({503}))


@pytest.mark.parametrize("status", [406, 500])
def test_what_answers_lives_whatever_it_lacks(
    installation: Installation, parts: dict[str, Service], monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """A media engine without its Redis says 406 and goes on playing; so does a web process without its database."""
    looks: list[bool] = []
    monkeypatch.setattr(supervisor, "HEALTH_EVERY", 0.01)
    lives = supervisor.Supervisor.lives

    def look(keeper: supervisor.Supervisor) -> bool:
        found = lives(keeper)
        if keeper.part.name == "first":
            looks.append(found)
        return found

    monkeypatch.setattr(supervisor.Supervisor, "lives", look)
    answers_afterwards(parts, status)
    with Stack(installation, tuple(parts)) as running:
        before = running.pid("first")
        until(lambda: len(looks) > 3 * supervisor.FAILURES)
        assert running.pid("first") == before
    assert all(looks)


def test_what_says_that_it_hangs_is_started_again(
    installation: Installation, parts: dict[str, Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "HEALTH_EVERY", 0.01)
    answers_afterwards(parts, 503)
    with Stack(installation, tuple(parts)) as running:
        before = running.pid("first")
        until(lambda: running.pid("first") not in {None, before})


WAITING = f"""
import sys
print("loaded", "--standby" in sys.argv, flush=True)
if not sys.stdin.readline():
    raise SystemExit
{SERVER}
"""


@pytest.fixture
def waiting(parts: dict[str, Service], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first part is kept ready as soon as it runs."""
    monkeypatch.setattr(supervisor, "STEADY", 0.01)
    parts["first"] = replace(part("first", free_port(), WAITING), standby=True)


def times_loaded(installation: Installation) -> int:
    return (installation.home / "logs" / "first.log").read_text().count("loaded True")


def until_loaded(installation: Installation, times: int) -> None:
    until(lambda: times_loaded(installation) == times)


def until_another(running: Stack, before: int | None) -> None:
    until(lambda: running.pid("first") not in {None, before})


@pytest.mark.usefixtures("waiting")
def test_one_that_is_loaded_takes_over_from_what_dies(installation: Installation, parts: dict[str, Service]) -> None:
    with Stack(installation, tuple(parts)) as running:
        for number in (1, 2, 3):
            until_loaded(installation, number + 1)
            before = running.pid("first")
            running.kill("first")
            until_another(running, before)
            running.wait_until_works("first")
        until_loaded(installation, 5)


@pytest.mark.usefixtures("waiting")
def test_nothing_that_was_kept_ready_is_left(installation: Installation, parts: dict[str, Service]) -> None:
    with Stack(installation, tuple(parts)) as running:
        until(lambda: times_loaded(installation) == 2)
        keeper = running._keepers["first"]  # noqa: SLF001 - as below
        # What is loaded says so itself, a moment before its keeper has it.
        until(lambda: keeper._spare is not None)  # noqa: SLF001 - nobody else need know of it
        spare = keeper._spare  # noqa: SLF001 - as above
        assert spare
        assert alive(spare.process.pid)
    assert not alive(spare.process.pid)


@pytest.mark.usefixtures("waiting")
def test_one_that_died_while_it_waited_is_not_waited_for(installation: Installation, parts: dict[str, Service]) -> None:
    with Stack(installation, tuple(parts)) as running:
        until(lambda: times_loaded(installation) == 2)
        spare = running._keepers["first"]._spare  # noqa: SLF001 - as above
        assert spare
        spare.process.kill()
        spare.process.wait()
        running.kill("first")
        until(lambda: times_loaded(installation) >= 3)
        running.wait_until_works("first")
    assert "the one kept ready was ended by SIGKILL" in (installation.home / "logs" / "first.log").read_text()


def test_what_cannot_start_is_said_with_its_last_words_and_nothing_is_left(
    installation: Installation, parts: dict[str, Service]
) -> None:
    parts["second"] = part("second", free_port(), "raise SystemExit('the reason why')")
    stack = Stack(installation, tuple(parts))
    with pytest.raises(StartFailed, match=r"second does not start(.|\n)*the reason why"):
        stack.start()
    assert list((installation.home / "run").glob("*.pid")) == []


def test_a_program_that_is_gone_is_said_so(installation: Installation, parts: dict[str, Service]) -> None:
    parts["second"] = replace(parts["second"], command=("/nowhere/centrifugo",))
    with pytest.raises(StartFailed, match="/nowhere/centrifugo can't be run: No such file"):
        Stack(installation, tuple(parts)).start()


def test_a_taken_port_is_named_with_the_setting_that_moves_it(
    installation: Installation, parts: dict[str, Service]
) -> None:
    port = parts["second"].ports[0].number
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(StartFailed, match=f"Port {port}, for second, is taken.*HEMICYCLE_SECOND_PORT"):
            Stack(installation, tuple(parts)).start()


def test_a_second_run_from_the_same_data_folder_is_refused(installation: Installation, stack: Stack) -> None:
    with pytest.raises(StartFailed, match="runs already"):
        Stack(installation, ("first",)).start()
    assert stack.pid("first")


def test_what_a_crashed_run_left_is_ended(installation: Installation, parts: dict[str, Service]) -> None:
    run = installation.home / "run"
    run.mkdir()
    first = parts["first"]
    orphan = subprocess.Popen(
        first.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    pidfile.write(run / "first.pid", orphan.pid)
    told: list[str] = []
    try:
        with Stack(installation, tuple(parts), tell=told.append) as running:
            assert orphan.wait(PATIENCE) < 0
            assert running.pid("first") != orphan.pid
    finally:
        pidfile.kill_group(orphan.pid)
        orphan.wait()
    assert f"Ended process {orphan.pid} (first)" in told[0]


def test_a_process_is_recorded_once_it_has_its_command(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a moment after its start, Linux shows none."""
    looked = iter([["1", ""], ["1", ""], ["1", "serve"]])
    monkeypatch.setattr(pidfile, "_mark", lambda _pid: next(looked))
    path = installation.home / "first.pid"
    pidfile.write(path, 5)
    assert path.read_text() == "5\n1\nserve"


@pytest.mark.parametrize("record", ["{pid}", "{pid}\n1\n/usr/bin/other", "nonsense", ""])
def test_a_process_that_only_has_the_same_number_is_left_alone(installation: Installation, record: str) -> None:
    path = installation.home / "first.pid"
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True) as innocent:
        path.write_text(record.format(pid=innocent.pid))
        assert pidfile.end_orphan(path) is None
        assert innocent.poll() is None
        innocent.communicate(b"\n")
    assert innocent.returncode == 0


def test_no_personal_link_stands_in_a_log(tmp_path: Path) -> None:
    log, secret = Log(tmp_path, "web", (), echo=False), "h6p3LWTQTmWBMZ3AOcb8YQksx6cT7zepuPIKXkwgIBU"
    for path in (
        f"/links/{secret}/",
        f"/letters/12.{secret}/",
        f"/enter/7:{secret}",
        f"/connection-test/{secret}/5/finish",
        "/consultations/x/letters/DM-20/1005/",
    ):
        log.write(f"Forbidden: {path}")
    log.close()
    said = log.path.read_text(encoding="utf-8")
    assert secret not in said
    assert said.count("[link]") == 4
    assert "/consultations/x/letters/DM-20/1005/" in said


def test_no_secret_and_no_token_stands_in_a_log(installation: Installation, parts: dict[str, Service]) -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJyNyJ9.c2lnbmVk"
    parts["second"] = part("second", free_port(), f"print('/rtc?access_token={token}&x=1', flush=True)\n{SERVER}")
    with Stack(installation, tuple(parts)):
        pass
    first, second = ((installation.home / "logs" / f"{name}.log").read_text() for name in parts)
    assert "serves with [secret]" in first
    assert "/rtc?access_token=[token]&x=1" in second


def test_a_process_that_ignores_being_asked_is_forced(
    installation: Installation, parts: dict[str, Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pidfile, "ASK_AGAIN", 0.1)
    monkeypatch.setattr(pidfile, "STOP_PATIENCE", 0.1)
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{SERVER}"
    parts["second"] = part("second", free_port(), deaf)
    with Stack(installation, tuple(parts)) as running:
        pid = running.pid("second")
    assert pid
    assert not alive(pid)
