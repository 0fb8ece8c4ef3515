"""Reading what people and programs write, and what is damaged in every way: nothing is lost, and nothing breaks it."""

from __future__ import annotations

import random
from email import policy
from email.message import EmailMessage
from email.mime.base import MIMEBase
from io import BytesIO

import pytest

from hemicycle.arrivals import message
from tests.arrivals.mails import mail
from tests.arrivals.winmail import winmail

#: Damaged messages, after RFC 2045 to 2049 and 5322 and what servers have seen: what is read of each.
TORTURE: dict[str, tuple[bytes, str, str]] = {
    "no header": (b"\r\n\r\njust text\r\n", "", "just text"),
    "no body": (b"Subject: alone\r\n", "alone", ""),
    "nothing": (b"", "", ""),
    "binary": (b"\x00\xff\xfe" * 100, "", ""),
    "header without a colon": (b"Subject: a\r\nno colon here\r\n\r\nb\r\n", "a", ""),
    "folded subject": (b"Subject: one\r\n two\r\n\tthree\r\n\r\nx\r\n", "one two three", "x"),
    "three charsets in a subject": (
        b"Subject: =?utf-8?q?=C3=A9t=C3=A9?= =?koi8-r?b?7c/Ty9fB?= =?gb18030?b?1tDOxA==?=\r\n\r\nx\r\n",
        "étéМосква中文",
        "x",
    ),
    "an encoded word that is cut": (b"Subject: =?utf-8?b?4pyT?= =?utf-8?b?!!!?=\r\n\r\nx\r\n", "✓", "x"),
    "a charset that does not exist": (
        b"Content-Type: text/plain; charset=klingon\r\nSubject: s\r\n\r\nd\xc3\xa9j\xc3\xa0\r\n",
        "s",
        "déjà",
    ),
    "a charset that lies": (
        b"Content-Type: text/plain; charset=us-ascii\r\nSubject: s\r\n\r\nd\xc3\xa9j\xc3\xa0\r\n",
        "s",
        "déjà",
    ),
    "utf-8 that is latin": (
        "Content-Type: text/plain; charset=utf-8\r\nSubject: s\r\n\r\nLes délégués français sont désolés.\r\n".encode(
            "latin-1"
        ),
        "s",
        "Les délégués français sont désolés.",
    ),
    "base64 that is none": (
        b"Content-Transfer-Encoding: base64\r\nSubject: s\r\n\r\n!!!not base64!!!\r\n",
        "s",
        "",
    ),
    "a boundary that never comes": (
        b"Content-Type: multipart/mixed; boundary=x\r\nSubject: s\r\n\r\nhello\r\n",
        "s",
        "hello",
    ),
    "a boundary without a name": (b"Content-Type: multipart/mixed\r\nSubject: s\r\n\r\nhello\r\n", "s", "hello"),
    "two content types": (
        b"Content-Type: text/plain\r\nContent-Type: text/html\r\nSubject: s\r\n\r\nhello\r\n",
        "s",
        "hello",
    ),
    "html alone": (
        b"Content-Type: text/html; charset=utf-8\r\nSubject: s\r\n\r\n<html><head><style>p{}</style>%s</head>%s\r\n"
        % (b"<script>alert(1)</script>", b"<body><p>We&nbsp;agree.</p></body></html>"),
        "s",
        "We agree.",
    ),
    "controls and reversed text": (b"Subject: a\x1b[2Jb\xe2\x80\xaec\r\n\r\nx\x00y\r\n", "a [2Jbc", "xy"),
}


def read(content: bytes | EmailMessage) -> message.Read:
    return message.read(BytesIO(content if isinstance(content, bytes) else content.as_bytes()))


@pytest.mark.parametrize("name", TORTURE)
def test_what_is_damaged_is_read_as_far_as_it_can_be(name: str) -> None:
    content, subject, text = TORTURE[name]
    found = read(content)
    assert found.subject == subject
    assert text in found.text.replace("\xa0", " ")
    assert "alert" not in found.text
    assert not set(found.subject + found.text) & {"\x00", "\x1b", "\u202e"}


def test_a_message_with_everything() -> None:
    whole = mail(
        "Re: [x] For the shelf", "Plain.", In_Reply_To="<a@b>", References="<c@d> <a@b>", Return_Path="<x@y.example>"
    )
    whole.add_alternative("<p>Rich.</p>", subtype="html")
    whole.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../../etc/r\u202efdp.pdf")
    found = read(whole)
    assert (found.text, found.text_of, found.sender) == ("Plain.", "plain", "br@example.org")
    assert (found.in_reply_to, found.references, found.return_path) == (["a@b"], ["c@d", "a@b"], "x@y.example")
    assert [(file.name, file.size) for file in found.files] == [("rfdp.pdf", 8)]


def test_forwards_inside_forwards_are_counted_and_their_files_found() -> None:
    inner = mail("inner")
    inner.add_attachment(b"deep", maintype="text", subtype="plain", filename="deep.txt")
    for number in range(3):
        outer = mail(f"outer {number}")
        outer.add_attachment(inner)
        inner = outer
    found = read(inner)
    assert found.marks["forwarded"] == "3"
    assert [file.name for file in found.files] == ["deep.txt"]


def test_endless_nesting_ends() -> None:
    depth = 2000
    content = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    found = read(b"Subject: deep\r\nFrom: a@example.org\r\n" + content)
    assert (found.subject, found.sender) == ("deep", "a@example.org")
    assert {"cut", "damaged"} & found.marks.keys()


@pytest.mark.parametrize(
    ("headers", "mark"),
    [
        (
            {"Content-Type": "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"},
            ("encrypted", "S/MIME"),
        ),
        (
            {"Content-Type": 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b'},
            ("encrypted", "PGP"),
        ),
        ({"Content-Type": 'text/calendar; method="REQUEST"'}, ("calendar", "REQUEST")),
        ({"Content-Type": "multipart/report; report-type=disposition-notification; boundary=b"}, ("disposition", "")),
        ({"Auto-Submitted": "auto-replied (vacation)"}, ("auto_submitted", "auto-replied (vacation)")),
        ({"Precedence": "Bulk"}, ("precedence", "bulk")),
        ({"List-Unsubscribe": "<mailto:x@y>"}, ("list", "")),
    ],
)
def test_what_is_odd_is_named(headers: dict[str, str], mark: tuple[str, str]) -> None:
    content = "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\nx\r\n"
    assert mark in read(content.encode()).marks.items()


def test_text_encrypted_within_it_is_named() -> None:
    assert read(b"Subject: s\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n").marks["encrypted"] == "PGP"


def test_what_outlook_packs_that_is_damaged_is_a_file_like_any_other() -> None:
    part = MIMEBase("application", "ms-tnef")
    part.set_payload(b"\x78\x9f\x3e\x22 damaged")
    part.add_header("Content-Disposition", "attachment", filename="winmail.dat")
    found = read(part.as_bytes())
    assert [file.name for file in found.files] == ["winmail.dat"]
    assert "tnef" in found.marks


def test_what_outlook_packs_is_unpacked() -> None:
    whole = mail("From Outlook", "The same, cut.")
    packed = winmail(text="Déjà vu.", files={"Note.pdf": b"%PDF-1.7", "..\\..\\été.txt": b"Agreed."})
    whole.add_attachment(packed, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    found = read(whole)
    assert [(file.name, file.size) for file in found.files] == [("Note.pdf", 8), ("été.txt", 7)]
    assert (found.text, found.text_of) == ("The same, cut.", "plain")
    assert "tnef" in found.marks
    assert "damaged" not in found.marks


@pytest.mark.parametrize(
    ("packed", "text", "text_of"),
    [
        (winmail(text="Déjà vu."), "Déjà vu.", "rtf"),
        (winmail(html="<p>Wir <b>stimmen</b> zu.</p><script>alert(1)</script>"), "Wir stimmen zu.", "html"),
    ],
    ids=["text", "html"],
)
def test_a_message_that_outlook_packed_as_a_whole_has_its_text(packed: bytes, text: str, text_of: str) -> None:
    part = MIMEBase("application", "ms-tnef")
    part.set_payload(packed)
    found = read(part.as_bytes())
    assert (found.text, found.text_of, found.files) == (text, text_of, [])


def test_a_bounce_names_the_mail_that_came_back() -> None:
    content = (
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\n\r\nfailed\r\n'
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\n\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <token@host>\r\n\r\nx\r\n--b--\r\n"
    )
    assert read(content).marks["bounce"] == "token@host"


def test_the_digest_is_that_of_what_is_said_not_of_how_it_came() -> None:
    first, second = mail(), mail(identifier="<2@example.org>")
    second["Received"] = "from elsewhere"
    assert read(first).digest == read(second).digest != read(mail(text="Other")).digest


def _whole(chance: random.Random) -> bytes:
    made = EmailMessage(policy=policy.SMTP)
    made["From"] = chance.choice(["a@example.org", '"A, B" <a@example.org>', "a@example.org (c)", "<>", "x" * 300])
    made["Subject"] = "".join(chance.choices("abc é中ع🙂 =?-:\u202e", k=chance.randrange(60)))
    made.set_content("".join(chance.choices("abc\n.é中ع🙂", k=chance.randrange(200))))
    if chance.random() < 0.5:
        made.add_alternative("<p>" * chance.randrange(30) + "x", subtype="html")
    for _number in range(chance.randrange(3)):
        made.add_attachment(chance.randbytes(chance.randrange(100)), maintype="a", subtype="b", filename="f\u202e.x")
    return made.as_bytes()


def _damaged(whole: bytes, chance: random.Random) -> bytes:
    """A message with some of its bytes gone, doubled, changed or moved."""
    content = bytearray(whole)
    for _change in range(chance.randrange(12)):
        at, length = chance.randrange(len(content)), chance.randrange(1, 40)
        piece = content[at : at + length]
        content[at : at + length] = chance.choice(
            [b"", piece * 2, chance.randbytes(len(piece)), b"\r\n--", b'="', b"\0"]
        )
    return bytes(content)


def test_10_000_damaged_messages_are_all_read() -> None:
    chance = random.Random(20_200_609)  # noqa: S311 - the same messages each time
    whole = [_whole(chance) for _number in range(200)]
    unread = 0
    for number in range(10_000):
        found = message.read(BytesIO(_damaged(whole[number % len(whole)], chance)))
        unread += not (found.sender or found.subject or found.text or found.files or found.marks)
        assert len(found.subject) <= message.SUBJECT
        assert len(found.text) <= message.TEXT
        assert found.digest
        found.text.encode()
    assert unread < 200, "of what has no word left nothing is read"
