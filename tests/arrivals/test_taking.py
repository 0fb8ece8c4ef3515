"""Messages taken by SMTP: kept byte for byte before 250, once, and refused with the right code where they are not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from hemicycle.arrivals import keeping
from hemicycle.arrivals.models import Arrival
from tests.arrivals.conftest import IN
from tests.arrivals.mails import STATE, mail

if TYPE_CHECKING:
    import smtplib

    from pytest_django import Settings

    from tests.factories import World


def give(client: smtplib.SMTP, content: bytes, *to: str, sender: str = STATE) -> tuple[int, str]:
    """The answer to the step that is refused, or to the last one."""
    client.ehlo()
    code, said = client.mail(sender)
    for address in to or (IN,):
        code, said = client.rcpt(address)
        if code != 250:
            client.rset()
            return code, said.decode()
    code, said = client.data(content)
    return code, said.decode()


def test_a_message_is_kept_byte_for_byte(client: smtplib.SMTP, world: World) -> None:
    content = b"From: <br@example.org>\r\nSubject: odd \xff bytes\r\n\r\n.. two dots\r\n.\xfe\r\nend\r\n"
    assert give(client, content)[0] == 250
    row = Arrival.objects.get()
    assert row.original
    with row.original.file.open("rb") as kept:
        assert kept.read() == content
    assert row.sha256 == row.original.sha256 == hashlib.sha256(content).hexdigest()
    assert (row.consultation, row.state, row.envelope_from, row.envelope_to) == (
        world.consultation,
        "taken",
        STATE,
        [IN],
    )
    assert row.original.uploaded_by is None


def test_what_is_sent_again_is_kept_once(client: smtplib.SMTP) -> None:
    content = mail().as_bytes().replace(b"\n", b"\r\n")
    assert [give(client, content)[0] for _time in range(3)] == [250, 250, 250]
    assert Arrival.objects.count() == 1


@pytest.mark.parametrize("to", ["{box}+test@{host}", "{BOX}@{host}", "{box}+test.shelf@{host}"])
def test_an_address_names_the_consultation(client: smtplib.SMTP, world: World, to: str) -> None:
    address = to.format(box="reply", BOX="REPLY", host="council.example")
    assert give(client, b"Subject: x\r\n\r\n", address)[0] == 250
    assert Arrival.objects.get().consultation == world.consultation


@pytest.mark.parametrize(
    "to",
    [
        "reply+other@council.example",
        "postmaster@council.example",
        "reply@elsewhere.example",
        f"reply+{'0' * 32}@council.example",
    ],
)
def test_nobody_else_has_a_box_here(client: smtplib.SMTP, to: str) -> None:
    code, said = give(client, b"Subject: x\r\n\r\n", to)
    assert (code, said) == (550, "5.1.1 No such mailbox here")
    assert not Arrival.objects.exists()


def test_what_is_too_large_is_refused_whether_it_says_so_or_not(
    client: smtplib.SMTP, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_IN_MEGABYTES = 1
    monkeypatch.setattr(keeping, "SPARE", 0)
    content = b"Subject: x\r\n\r\n" + (b"x" * 78 + b"\r\n") * 14_000
    assert give(client, content)[0] == 552
    client.ehlo()
    client.mail(STATE, [f"size={60 << 20}"])
    assert give(client, b"Subject: x\r\n\r\n")[0] == 250, "the conversation goes on"


def test_what_says_that_it_has_200_megabytes_is_refused_before_it_comes(client: smtplib.SMTP) -> None:
    client.ehlo()
    code, said = client.mail(STATE, [f"size={200 << 20}"])
    assert (code, b"size" in said.lower()) == (552, True)


def test_a_line_without_end_is_refused_and_takes_no_memory(client: smtplib.SMTP) -> None:
    code, _said = give(client, b"Subject: x\r\n\r\n" + b"x" * 3_000_000 + b"\r\n")
    assert code == 500
    assert not Arrival.objects.exists()


def test_a_full_disk_asks_to_try_again(client: smtplib.SMTP, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "free_bytes", lambda: 1000)
    assert give(client, b"Subject: x\r\n\r\n") == (452, "4.3.1 Insufficient system storage; try again later")


def test_a_disk_that_is_full_in_the_middle_asks_to_try_again(
    client: smtplib.SMTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "store_stream", full)
    assert give(client, b"Subject: x\r\n\r\n")[0] == 452
    assert not Arrival.objects.exists()


def test_too_many_of_one_sender_and_of_all_are_asked_to_wait(client: smtplib.SMTP, settings: Settings) -> None:
    settings.MAIL_IN_PER_SENDER = 2
    answers = [give(client, b"Subject: %d\r\n\r\n" % number)[0] for number in range(3)]
    assert answers == [250, 250, 450]
    assert give(client, b"Subject: x\r\n\r\n", sender="jp@example.org")[0] == 250
    settings.MAIL_IN_PER_MINUTE = 3
    assert give(client, b"Subject: y\r\n\r\n", sender="gh@example.org")[0] == 452


def test_a_lone_line_feed_before_a_dot_smuggles_no_second_message_in(client: smtplib.SMTP) -> None:
    smuggled = b"Subject: first\r\n\r\nx\n.\nMAIL FROM:<a@b.example>\r\nend\r\n"
    # smtplib would put the line ends right
    client.ehlo()
    client.mail(STATE)
    client.rcpt(IN)
    client.putcmd("data")
    client.getreply()
    client.send(smuggled + b".\r\n")
    assert client.getreply()[0] == 250
    assert Arrival.objects.count() == 1


def test_one_message_to_two_consultations_is_kept_for_each(client: smtplib.SMTP, world: World) -> None:
    from tests.factories import make_world  # noqa: PLC0415 - a second world

    other = make_world(slug="other", body=world.consultation.body)
    assert give(client, b"Subject: x\r\n\r\n", "reply+test@council.example", "reply+other@council.example")[0] == 250
    kept = {row.consultation for row in Arrival.objects.all()}
    assert kept == {world.consultation, other.consultation}


def test_a_return_address_and_another_one_are_not_taken_together(client: smtplib.SMTP) -> None:
    client.ehlo()
    client.mail("")
    assert client.rcpt(IN)[0] == 250
    assert client.rcpt("bounce+00000000000000000000000000000000@council.example")[0] == 550
