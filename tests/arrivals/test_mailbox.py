"""An existing mailbox, by IMAP with Dovecot: what comes is kept, once, and marked."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from imap_tools import A

from hemicycle.arrivals import mailbox
from hemicycle.arrivals.mailbox import Mailbox, reading, take_new
from hemicycle.arrivals.models import Arrival
from tests.arrivals import dovecot
from tests.arrivals.mails import mail
from tests.ops.test_worker import until

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


def test_what_comes_while_it_waits_is_taken_at_once_and_a_mailbox_that_was_gone_is_found_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "AWAY", (0.1,))
    with dovecot.running(root) as port:
        until(lambda: _answers(port))
        address = f"imap://{dovecot.USER}@127.0.0.1:{port}/INBOX"
        with reading(address, dovecot.PASSWORD):
            for number in range(2):
                dovecot.put(root, _content(number), str(number))
                until(lambda number=number: Arrival.objects.count() == number + 1)  # type: ignore[misc]


@pytest.mark.parametrize("address", ["", "imap://host/INBOX", "https://user@host", "imaps://user@"])
def test_what_is_no_mailbox_is_said(address: str) -> None:
    with pytest.raises(Exception, match="imaps://user@host/INBOX"):
        Mailbox.read(address)
