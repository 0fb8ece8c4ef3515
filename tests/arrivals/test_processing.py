"""What becomes of a message that was taken: read, weighed, sent where it belongs, and acknowledged once."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.arrivals import addressing, keeping, processing
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.journal.models import Entry
from hemicycle.mail import notices
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Registration
from hemicycle.rules.reasons import Reason
from tests.arrivals.conftest import IN
from tests.arrivals.mails import STATE, mail

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tests.arrivals.conftest import Shelf
    from tests.factories import World


def arrive(message: EmailMessage | bytes, *, to: str = IN, sender: str = STATE) -> Arrival:
    """Take it as a receiver does, and read it."""
    content = message if isinstance(message, bytes) else message.as_bytes()
    kept = keeping.keep(BytesIO(content), Arrival.Way.SMTP, sender, addressing.all_addressed([to]))
    processing.process_waiting()
    return Arrival.objects.get(pk=kept[0].pk)


def acknowledged() -> int:
    return Delivery.objects.filter(mailing__template="arrival_received").count()


def test_what_is_certain_goes_to_its_destination(world: World, shelf: Shelf) -> None:
    row = arrive(mail())
    assert (row.state, row.place, shelf.taken) == ("filed", "shelf", [row.pk])
    assert (row.sender, row.person, row.member) == (STATE, world["br"].person, world["br"].member)
    assert (row.authenticity, row.authentication["dmarc"]) == ("verified", "pass")
    assert acknowledged() == 1
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.system, entry.place, entry.data["state"]) == (
        "arrival.received",
        "mail",
        f"arrival:{row.pk}",
        "filed",
    )


@pytest.mark.usefixtures("world")
def test_an_acknowledgement_answers_the_message_and_says_that_a_program_wrote_it(shelf: Shelf) -> None:
    from hemicycle.mail.message import compose  # noqa: PLC0415 - beside what it is about

    arrive(mail(identifier="<abc@example.org>"))
    message = compose(Delivery.objects.get(), lambda _purpose: "").message()
    assert message["In-Reply-To"] == message["References"] == "<abc@example.org>"
    assert message["Auto-Submitted"] == "auto-replied"
    assert "For the shelf" in message["Subject"]
    assert shelf.taken


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Auto_Submitted": "auto-replied"}, ArrivalCode.AUTOMATIC_ANSWER),
        ({"Precedence": "bulk"}, ArrivalCode.LIST_MESSAGE),
        ({"List_Id": "<a.example.org>"}, ArrivalCode.LIST_MESSAGE),
        ({"X_Autoreply": "yes"}, ArrivalCode.AUTOMATIC_ANSWER),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_a_program_wrote_is_put_aside_and_never_answered(
    shelf: Shelf, headers: dict[str, str], code: ArrivalCode
) -> None:
    row = arrive(mail(**headers))
    assert (row.state, row.why["code"], shelf.taken, acknowledged()) == ("automatic", code.value, [], 0)


@pytest.mark.usefixtures("world")
def test_what_has_no_return_path_is_never_answered(shelf: Shelf) -> None:
    row = arrive(mail(), sender="")
    assert (row.state, shelf.taken, acknowledged()) == ("automatic", [], 0)


def test_our_own_mail_is_known(world: World, shelf: Shelf) -> None:
    notices.notify(Registration.objects.get(pk=world["br"].pk), "enter_link", timezone.now())
    sent = Delivery.objects.get()
    row = arrive(mail(identifier=f"<{sent.token}@council.example>"))
    assert (row.state, row.why["code"], shelf.taken) == ("automatic", "own_message", [])


def test_an_answer_is_known_by_the_address_that_it_was_sent_to_and_by_its_thread(world: World, shelf: Shelf) -> None:
    notices.notify(Registration.objects.get(pk=world["br"].pk), "enter_link", timezone.now())
    sent = Delivery.objects.get()
    by_address = arrive(mail("Re: x", identifier="<2@example.org>"), to=f"reply+{sent.token}@council.example")
    thread = {"In_Reply_To": f"<{sent.token}@council.example>"}
    by_thread = arrive(mail("Re: y", identifier="<3@example.org>", **thread))
    assert by_address.answers == by_thread.answers == sent
    assert shelf.taken == []


@pytest.mark.usefixtures("world")
def test_the_same_message_counts_once(shelf: Shelf) -> None:
    first = arrive(mail())
    trace = b"Received: from elsewhere\r\n" + mail().as_bytes()
    second = arrive(trace)
    by_content = arrive(mail(identifier="<other@example.org>"))
    assert shelf.taken == [first.pk]
    assert {(row.state, row.same_as) for row in (second, by_content)} == {("repeated", first)}
    assert acknowledged() == 1


@pytest.mark.usefixtures("world")
def test_another_message_under_the_same_identifier_waits(shelf: Shelf) -> None:
    first = arrive(mail())
    other = arrive(mail(text="Something else."))
    assert (other.state, other.why["code"], other.same_as) == ("waiting", "same_identifier", first)
    assert shelf.taken == [first.pk]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (mail(sender="stranger@elsewhere.example", results=""), ArrivalCode.SENDER_UNKNOWN),
        (mail(results="mx.council.example; dmarc=fail header.from=example.org"), ArrivalCode.PROBABLY_FORGED),
        (mail("About nothing"), ArrivalCode.PLACE_UNKNOWN),
        (mail(sender="br@example.org, jp@example.org"), ArrivalCode.SENDERS_SEVERAL),
    ],
    ids=["stranger", "forged", "unknown place", "two senders"],
)
@pytest.mark.usefixtures("world")
def test_what_is_not_certain_waits_with_the_reason(shelf: Shelf, message: EmailMessage, code: ArrivalCode) -> None:
    row = arrive(message)
    assert (row.state, row.why["code"], shelf.taken) == ("waiting", code.value, [])


@pytest.mark.usefixtures("world", "shelf")
def test_nobody_is_told_of_a_message_that_is_probably_forged() -> None:
    arrive(mail(results="mx.council.example; dmarc=fail header.from=example.org"))
    assert acknowledged() == 0


@pytest.mark.usefixtures("world")
def test_what_is_in_reply_to_something_ended_waits(shelf: Shelf) -> None:
    shelf.over = True
    row = arrive(mail())
    assert (row.state, row.why["code"], row.place) == ("waiting", "place_over", "shelf")


@pytest.mark.usefixtures("world")
def test_what_a_destination_does_not_take_waits_with_its_reason(shelf: Shelf) -> None:
    shelf.refuses = Reason(ArrivalCode.ANSWER_UNCLEAR)
    row = arrive(mail())
    assert (row.state, row.why["code"], acknowledged()) == ("waiting", "answer_unclear", 1)


@pytest.mark.usefixtures("world")
def test_a_destination_that_fails_leaves_the_message_to_the_secretariat(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise LookupError("a fault of ours")

    monkeypatch.setattr(shelf, "receive", broken)
    row = arrive(mail())
    assert (row.state, row.why["code"]) == ("waiting", "answer_unclear")


@pytest.mark.usefixtures("world", "shelf")
def test_one_address_gets_so_many_acknowledgements_a_day() -> None:
    for number in range(12):
        arrive(mail(text=str(number), identifier=f"<{number}@example.org>"))
    assert acknowledged() == 10


@pytest.mark.usefixtures("world")
def test_500_attachments_are_counted_and_wait(shelf: Shelf) -> None:
    message = mail()
    for number in range(500):
        message.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{number}.txt")
    row = arrive(message)
    assert (row.state, row.why["code"], row.why["facts"]) == ("waiting", "files_too_many", {"number": 400})
    assert (len(row.files), shelf.taken) == (100, [])


@pytest.mark.usefixtures("world")
def test_what_must_not_be_opened_is_kept_apart_and_named(shelf: Shelf) -> None:
    message = mail()
    message.add_attachment(b"MZ\x90\x00" + b"\0" * 100, maintype="application", subtype="pdf", filename="note.pdf")
    message.add_attachment(b"Agreed.", maintype="text", subtype="plain", filename="note.txt")
    message.add_attachment(
        b"%PDF-1.7\n1 0 obj << /S /JavaScript /JS (x) >> endobj\n%%EOF",
        maintype="application",
        subtype="pdf",
        filename="a.pdf",
    )
    row = arrive(message)
    found = [(file["name"], file["media_type"], file["found"]) for file in row.files]
    assert found == [
        ("note.pdf", "application/octet-stream", "upload_not_what_it_says"),
        ("note.txt", "text/plain", ""),
        ("a.pdf", "application/octet-stream", "upload_acts_by_itself"),
    ]
    assert (row.state, row.why["code"], shelf.taken) == ("waiting", "files_apart", [])


@pytest.mark.usefixtures("world", "shelf")
def test_a_worker_that_dies_in_the_middle_does_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    keeping.keep(BytesIO(mail().as_bytes()), Arrival.Way.SMTP, STATE, addressing.all_addressed([IN]))

    def dies(*_arguments: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Arrival, "save", dies)
        with pytest.raises(Killed):
            processing.process_waiting()
    assert (Arrival.objects.get().state, acknowledged()) == ("taken", 0)
    processing.process_waiting()
    processing.process_waiting()
    assert (Arrival.objects.get().state, acknowledged()) == ("filed", 1)
