"""Mail to the help desk: a case, one acknowledgement, answers in its thread, and never a loop."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from hemicycle.arrivals import actions as tray
from hemicycle.arrivals import addressing, keeping, processing
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.mail.message import compose
from hemicycle.mail.models import Delivery
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.help_cases import FLOOD_MOST, CaseCause
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.support.actions import cases as actions
from hemicycle.support.models import HelpCase
from hemicycle.support.reasons import SupportCode
from tests.arrivals.mails import mail
from tests.factories import SLUG
from tests.support.floor import by
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

    from django.test import Client
    from pytest_django import Settings

    from tests.factories import World

TO = f"reply+{SLUG}.help@council.example"
STRANGER: dict[str, Any] = {"sender": "lee@press.example", "results": ""}


@pytest.fixture(autouse=True)
def _takes_mail(settings: Settings) -> None:
    settings.EMAIL_IN, settings.MAIL_IN_AUTHSERV = "reply@council.example", "mx.council.example"


def arrives(message: EmailMessage, to: str = TO) -> Arrival:
    """A message came, and was read."""
    found = addressing.all_addressed([to])
    assert found
    keeping.keep(BytesIO(message.as_bytes()), Arrival.Way.SMTP, str(message["From"]), found)
    processing.process_waiting()
    return Arrival.objects.latest("pk")


def to_help(subject: str = "No sound", text: str = "I hear nothing.", number: int = 1, **more: Any) -> EmailMessage:
    return mail(subject, text, to=TO, identifier=f"<{number}@example.org>", **more)


def sent(template: str) -> list[Delivery]:
    return list(Delivery.objects.filter(mailing__template=template).order_by("pk"))


def answered(world: World, case: HelpCase, text: str = "Choose your loudspeaker.") -> Delivery:
    """The desk answers; the delivery of it."""
    actions.answer(world.consultation.pk, by(world, "technician"), timezone.now(), case.pk, text)
    return sent("help_answer")[-1]


def test_a_message_of_somebody_registered_becomes_their_case(world: World) -> None:
    row = arrives(to_help())
    case = HelpCase.objects.get()
    assert (case.channel, case.registration, case.status, case.number) == ("mail", world["br"], "new", 1)
    assert case.messages.get().text == "No sound\n\nI hear nothing."
    assert (row.state, row.place, row.acknowledged) == ("filed", "help", True)
    (told,) = sent("help_received")
    assert (told.address, told.answers) == ("br@example.org", "1@example.org")
    assert "[1] Received: No sound" in told.mailing.subject["en"]
    assert not sent("arrival_received")


def test_an_answer_goes_back_into_its_thread_and_what_answers_that_is_added(
    world: World, client_of: Callable[[Any], Client]
) -> None:
    arrives(to_help(**STRANGER))
    case = HelpCase.objects.get()
    assert (case.registration, case.stranger) == (None, "lee@press.example")
    page = html_of(client_of(world["technician"]).get(f"/consultations/{SLUG}/desk/help/{case.pk}/"))
    assert "not registered" in page
    assert "Send answer" in page
    delivery = answered(world, case)
    message = compose(delivery, lambda _purpose: "")
    assert message.to == ["lee@press.example"] or "lee@press.example" in message.to[0]
    assert message.subject == "[1] No sound"
    assert message.extra_headers["In-Reply-To"] == "<1@example.org>"
    assert "Choose your loudspeaker." in str(message.body)

    more = to_help("Re: [1] No sound", "Still nothing.", 2, **STRANGER)
    arrives(more, f"reply+{delivery.token}@council.example")
    case.refresh_from_db()
    assert [row.kind for row in case.messages.all()] == ["question", "answer", "question"]
    assert (case.waiting_since is not None, case.status) == (True, "in_work")
    assert len(sent("help_received")) == 1, "acknowledged once"


def test_a_solved_case_is_reopened_by_an_answer(world: World) -> None:
    arrives(to_help())
    case = HelpCase.objects.get()
    delivery = answered(world, case)
    actions.solve(world.consultation.pk, by(world, "technician"), timezone.now(), case.pk, CaseCause.HEARING)
    arrives(to_help("Re: No sound", "Again.", 2), f"reply+{delivery.token}@council.example")
    case.refresh_from_db()
    assert (case.status, case.cause) == ("reopened", "")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("headers", [{"Auto-Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List-Id": "<a.b>"}])
def test_a_program_opens_no_case_and_is_answered_nothing(headers: dict[str, Any]) -> None:
    row = arrives(to_help(**STRANGER, **headers))
    assert row.state == "automatic"
    assert not HelpCase.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.usefixtures("world")
def test_our_own_acknowledgement_that_comes_back_opens_none() -> None:
    arrives(to_help(**STRANGER))
    (told,) = sent("help_received")
    back = to_help("[1] Received: No sound", "Dear lee", 3, sender="lee@press.example", results="")
    back.replace_header("Message-ID", f"<{told.token}@council.example>")
    arrives(back, f"reply+{told.token}@council.example")
    assert HelpCase.objects.get().messages.count() == 1
    assert len(sent("help_received")) == 1


@pytest.mark.usefixtures("world")
def test_a_flood_from_one_address_waits_in_the_tray() -> None:
    numbers = range(1, FLOOD_MOST + 2)
    *_taken, row = [arrives(to_help(f"Message {number}", number=number, **STRANGER)) for number in numbers]
    assert HelpCase.objects.count() == FLOOD_MOST
    assert (row.state, Reason.from_json(row.why).code) == ("waiting", RuleCode.HELP_TOO_MANY)


def test_a_forged_sender_waits_and_is_filed_by_the_secretariat_and_taken_back(world: World) -> None:
    row = arrives(to_help(results="mx.council.example; dmarc=fail header.from=example.org"))
    assert (row.state, Reason.from_json(row.why).code) == ("waiting", ArrivalCode.PROBABLY_FORGED)
    assert not Delivery.objects.exists()
    secretariat, now = by(world, "secretariat"), timezone.now()
    tray.file(row, secretariat, now, kind="help", value="new", member=None)
    case = HelpCase.objects.get()
    row.refresh_from_db()
    tray.take_back(row, secretariat, now)
    assert not HelpCase.objects.exists()
    for value in ("0", "x", "9" * 30):
        with pytest.raises(Refusal) as refused:
            tray.file(row, secretariat, now, kind="help", value=value, member=None)
        assert refused.value.reason.code is ArrivalCode.NO_SUCH_PLACE
    row.refresh_from_db()
    tray.file(row, secretariat, now, kind="help", value="new", member=None)
    case = HelpCase.objects.get()
    answered(world, case)
    row.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        tray.take_back(row, secretariat, now)
    assert refused.value.reason.code is SupportCode.MESSAGE_WAS_ANSWERED


@pytest.mark.usefixtures("world")
def test_a_long_message_is_cut_and_says_so() -> None:
    arrives(to_help(text="word " * 900))
    text = HelpCase.objects.get().messages.get().text
    assert len(text) == 2000
    assert text.endswith("…")


def test_the_desk_reads_all_of_a_long_message_and_saves_what_came_with_it(
    world: World, client_of: Callable[[Any], Client]
) -> None:
    message = to_help(text="word " * 900 + "at the end")
    message.add_attachment(b"No sound since noon.", "text", "plain", filename="log.txt")
    message.add_attachment(b"MZ", "application", "octet-stream", filename="tool.exe")
    row, technician = arrives(message), client_of(world["technician"])
    case = HelpCase.objects.get()
    here = f"/consultations/{SLUG}/desk/help/{case.pk}/"
    page = html_of(technician.get(here))
    assert "at the end" in page
    assert "tool.exe" in page
    assert "kept apart" in page
    files = f"{here}mails/{row.pk}/files/"
    assert f'href="{files}1/"' in page
    assert f'href="{files}2/"' not in page
    assert technician.get(f"{files}1/").content == b"No sound since noon."
    assert technician.get(f"{files}2/").status_code == 404
    assert client_of(world["br"]).get(f"{files}1/").status_code == 403, "an answer is theirs, the desk's pages are not"


def test_a_message_of_another_case_is_not_saved_from_this_one(world: World, client_of: Callable[[Any], Client]) -> None:
    message = to_help()
    message.add_attachment(b"No sound since noon.", "text", "plain", filename="log.txt")
    row = arrives(message)
    other = actions.ask(world.consultation.pk, by(world, "jp"), timezone.now(), "No picture")
    address = f"/consultations/{SLUG}/desk/help/{other.pk}/mails/{row.pk}/files/1/"
    assert client_of(world["technician"]).get(address).status_code == 404
    page = html_of(client_of(world["technician"]).get(f"/consultations/{SLUG}/desk/help/{other.pk}/"))
    assert "log.txt" not in page
