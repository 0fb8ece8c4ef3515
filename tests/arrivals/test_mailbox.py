"""An existing mailbox, by IMAP with Dovecot: what comes is kept, once, and marked."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from imap_tools import A

from hemicycle.arrivals import mailbox, mailbox_state
from hemicycle.arrivals.mailbox import Mailbox, reading, take_new
from hemicycle.arrivals.mailbox_state import Cause
from hemicycle.arrivals.models import Arrival
from tests.arrivals import dovecot
from tests.arrivals.mails import mail
from tests.ops.test_worker import until
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from imap_tools import BaseMailBox
    from pytest_django import Settings

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def root() -> Iterator[Path]:
    with dovecot.folder() as made:
        yield made


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    with dovecot.running(root) as port:
        until(lambda: _answers(port))
        yield f"imap://{dovecot.USER}@127.0.0.1:{port}/INBOX"


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _box(address: str) -> BaseMailBox:
    return Mailbox.read(address).open(dovecot.PASSWORD)


def _content(number: int, **headers: str) -> bytes:
    return mail(text=str(number), identifier=f"<{number}@example.org>", **headers).as_bytes().replace(b"\n", b"\r\n")


def test_what_is_there_is_kept_byte_for_byte_marked_and_taken_once(address: str, root: Path) -> None:
    for number in range(3):
        dovecot.put(root, _content(number, Return_Path="<br@example.org>"), str(number))
    box = _box(address)
    assert take_new(box) == 3
    assert take_new(box) == 0
    assert {row.envelope_from for row in Arrival.objects.all()} == {"br@example.org"}
    kept = set()
    for row in Arrival.objects.select_related("original"):
        assert row.original
        with row.original.file.open("rb") as file:
            kept.add(file.read())
    assert kept == {_content(number, Return_Path="<br@example.org>") for number in range(3)}
    assert len(box.uids(A(seen=True))) == 3
    box.logout()


def test_what_was_kept_and_not_marked_yet_is_not_kept_twice(
    address: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    dovecot.put(root, _content(1), "1")
    box = _box(address)

    def dies(*_arguments: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(box, "flag", dies)
        with pytest.raises(Killed):
            take_new(box)
    assert take_new(box) == 1
    assert Arrival.objects.count() == 1
    box.logout()


def test_a_large_one_stays_in_the_mailbox_flagged(address: str, root: Path, settings: Settings) -> None:
    settings.MAIL_IN_MEGABYTES = 0
    dovecot.put(root, _content(1), "1")
    box = _box(address)
    take_new(box)
    assert not Arrival.objects.exists()
    assert len(box.uids(A(flagged=True))) == 1
    box.logout()


def test_what_comes_while_it_waits_is_taken_at_once(address: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "POLL", 600.0)
    with reading(address, dovecot.PASSWORD):
        for number in range(2):
            dovecot.put(root, _content(number), str(number))
            until(lambda number=number: Arrival.objects.count() == number + 1)  # type: ignore[misc]


def test_a_server_that_was_away_is_found_again_and_nothing_of_meanwhile_is_lost(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(mailbox, "AWAY", (0.1,))
    port = free_port()
    settings.MAIL_IN_IMAP = address = f"imap://{dovecot.USER}@127.0.0.1:{port}/INBOX"
    with reading(address, dovecot.PASSWORD):
        until(lambda: mailbox_state.away() is not None)
        assert (away := mailbox_state.away())
        assert away.cause is Cause.SERVER
        dovecot.put(root, _content(1), "1")
        with dovecot.running(root, port):
            until(lambda: Arrival.objects.count() == 1)
            assert mailbox_state.away() is None
        dovecot.put(root, _content(2), "2")
        until(lambda: mailbox_state.away() is not None)
        with dovecot.running(root, port):
            until(lambda: Arrival.objects.count() == 2)
    assert "its server cannot be reached" in caplog.text


def test_a_folder_that_was_deleted_is_said_and_read_again_once_it_is_there(
    address: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(mailbox, "AWAY", (0.1,))
    monkeypatch.setattr(mailbox, "IDLE", 0.5)
    box = _box(address)
    box.folder.create("Contributions")
    settings.MAIL_IN_IMAP = of_folder = address.replace("INBOX", "Contributions")
    with reading(of_folder, dovecot.PASSWORD):
        box.append(_content(1), "Contributions")
        until(lambda: Arrival.objects.count() == 1)
        box.folder.rename("Contributions", "Elsewhere")
        until(lambda: (away := mailbox_state.away()) and away.cause is Cause.FOLDER)
        box.append(_content(2), "Elsewhere")
        assert Arrival.objects.count() == 1
        box.folder.rename("Elsewhere", "Contributions")
        until(lambda: Arrival.objects.count() == 2)
        until(lambda: mailbox_state.away() is None)
    assert "Contributions at 127.0.0.1 cannot be read: there is no such folder" in caplog.text
    box.logout()


def test_a_password_that_is_refused_is_said(address: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "AWAY", (0.1,))
    settings.MAIL_IN_IMAP = address
    with reading(address, "another"):
        until(lambda: (away := mailbox_state.away()) and away.cause is Cause.SIGNING_IN)


@pytest.mark.parametrize("address", ["", "imap://host/INBOX", "https://user@host", "imaps://user@"])
def test_what_is_no_mailbox_is_said(address: str) -> None:
    with pytest.raises(Exception, match="imaps://user@host/INBOX"):
        Mailbox.read(address)
