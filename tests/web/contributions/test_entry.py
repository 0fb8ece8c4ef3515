"""The secretariat's page for what came on paper or by mail; a colleague confirms it, or corrects the entry."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hemicycle.arrivals import addressing, keeping, processing
from hemicycle.arrivals.models import Arrival
from hemicycle.contributions.models import Contribution, ContributionVersion
from hemicycle.people.models import Contact, MemberName
from hemicycle.rules.contributions import Stage
from tests.arrivals.mails import mail
from tests.factories import START
from tests.support.html import html_of
from tests.web.contributions.writing import pdf, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import Settings

    from tests.contributions.contributing import Contributing
    from tests.factories import World

    ClientOf = Callable[[object], Client]

DESK = "/consultations/test/desk/contributions/"
ENTER = f"{DESK}enter/"
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(50)


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def form(file: bytes | None = b"%PDF-1.7\n%%EOF\n", name: str = "scan.pdf", **given: Any) -> dict[str, Any]:
    """What the form sends."""
    source = {"file": SimpleUploadedFile(name, file)} if file is not None else {}
    return {
        "act": "enter",
        "seen": "0",
        "member": "BR",
        "channel": "paper",
        "received": "2020-05-20 10:00",
        "brought_by": "Mr. Bearer, third secretary",
        "item": "urgent:1",
        "title": "On the budget",
        "reference": "C20/1",
        "language": "en",
        "part_comments": "The figures are welcome.",
        "part_proposal": "To note them.",
        **source,
        **given,
    }


def test_a_paper_is_entered_and_confirmed_by_a_colleague(
    contributing: Contributing, world: World, client: Client, client_of: ClientOf
) -> None:
    MemberName.objects.create(member=contributing.member("jp"), language="en", name="Japan", source="made-up")
    Contact.objects.create(member=contributing.member("br"), name="Office", email="office@example.org")
    assert 'href="/consultations/test/desk/contributions/enter/"' in html_of(client.get(DESK))
    page = html_of(client.get(ENTER))
    assert "Proposed way forward" in page
    assert "Japan" in page
    answer = client.post(ENTER, form(members=["JP"]), follow=True)
    row = ContributionVersion.objects.get()
    assert (row.channel, row.brought_by, row.pages) == ("paper", "Mr. Bearer, third secretary", 1)
    assert (row.upload, row.source and row.source.name) == (None, "scan.pdf")
    here = f"{DESK}{row.contribution_id}/"
    said = html_of(answer)
    assert answer.redirect_chain[-1][0] == here
    assert "Entered as test/1-BR-1" in said
    assert "its contacts are informed" in said
    assert "Mr. Bearer, third secretary" in said
    # Whoever entered it can correct it, and cannot confirm it.
    assert "It agrees with its source" not in said
    assert "Correct the entry" in said
    assert client.post(here, {"act": "confirm"}).status_code == 409
    contributing.second()
    colleague = client_of(world["second"])
    assert "It agrees with its source" in html_of(colleague.get(here))
    assert colleague.get(f"{here}source/").getvalue() == b"%PDF-1.7\n%%EOF\n"
    assert colleague.post(here, {"act": "confirm"}).status_code == 302
    assert contributing.seen(row).stage is Stage.SUBMITTED
    receipt = html_of(client_of(world["br"]).get(f"/consultations/test/contributions/{row.contribution_id}/receipt/1/"))
    assert "Paper" in receipt
    assert "Mr. Bearer, third secretary" in receipt


def test_an_entry_is_corrected_with_the_same_source(contributing: Contributing, client: Client) -> None:
    client.post(ENTER, form(title="On the bugdet"))
    first = ContributionVersion.objects.get()
    here = f"{DESK}{first.contribution_id}/entry/"
    page = html_of(client.get(here))
    assert "On the bugdet" in page
    assert "Mr. Bearer, third secretary" in page
    assert "scan.pdf" in page
    assert client.post(here, form(None, seen="1", title="On the budget")).status_code == 302
    latest = contributing.seen(first).latest
    assert (latest.number, latest.title, latest.source_id) == (2, "On the budget", first.source_id)
    stale = client.post(here, form(None, seen="1", title="Mine"))
    assert stale.status_code == 409
    told = html_of(stale)
    assert "A colleague has corrected this entry in the meantime" in told
    assert "Mine" in told
    contributing.answer(first, "br", confirmed=True)
    assert "or is confirmed already" in html_of(client.get(here))
    online = contributing.submit("jp")
    assert client.get(f"{DESK}{online.contribution_id}/entry/").status_code == 404


def test_a_file_with_text_is_the_contribution_itself_where_nothing_is_typed(client: Client) -> None:
    typed = {"part_comments": "", "part_proposal": ""}
    picture = client.post(ENTER, form(PIXEL, "scan.png", **typed))
    assert "“scan.png” cannot be taken as a contribution" in html_of(picture)
    assert client.post(ENTER, form(word("The text"), "paper.docx", **typed)).status_code == 302
    row = ContributionVersion.objects.get()
    assert row.upload_id is not None
    assert (row.upload_id, row.pages) == (row.source_id, 1)
    here = f"{DESK}{row.contribution_id}/entry/"
    assert client.post(here, form(None, seen="1", title="Other", **typed)).status_code == 302
    again = ContributionVersion.objects.latest("number")
    assert (again.number, again.upload_id, again.pages) == (2, row.upload_id, 1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"member": ""}, "Choose the Member whose contribution it is."),
        ({"member": "ZZ"}, "Choose the Member whose contribution it is."),
        ({"received": ""}, "Enter the date and time of receipt."),
        ({"received": "2099-01-01 10:00"}, "in the future"),
        ({"item": ""}, "Choose the item to which this contributes from the list."),
        ({"title": ""}, "Enter the title of the contribution."),
        ({"part_proposal": ""}, "A part that every contribution needs is empty."),
        ({"part_comments": "C" * 20_001}, "Shorten the text."),
        ({"members": ["ZZ"]}, "Select a valid choice"),
        ({"name": "scan.txt"}, "The content of “scan.txt” does not match its name"),
        ({"file": None}, "Attach the document as it was received"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    client: Client, given: dict[str, Any], said: str
) -> None:
    answer = client.post(ENTER, form(**given))
    assert answer.status_code in {409, 422}
    page = html_of(answer)
    assert said in page
    assert "No contribution was entered" in page
    assert "Mr. Bearer, third secretary" in page
    assert ("The file must be chosen again" in page) == ("file" not in given)
    assert not Contribution.objects.exists()


def test_nothing_is_entered_to_an_item_that_was_withdrawn(world: World, client: Client) -> None:
    item = world.items[0]
    item.withdrawn_at = START
    item.save()
    answer = client.post(ENTER, form())
    assert answer.status_code == 422
    assert "Choose the item to which this contributes from the list." in html_of(answer)
    assert not Contribution.objects.exists()


def test_a_late_paper_waits_for_the_chair_too(contributing: Contributing, client: Client) -> None:
    contributing.deadline()
    page = html_of(client.post(ENTER, form(received="2020-06-02 10:00"), follow=True))
    assert "Late, awaiting the Chair" in page


@pytest.mark.parametrize("name", ["br", "chair", "technician", "french"])
def test_the_secretariat_alone_opens_it(world: World, client_of: ClientOf, name: str) -> None:
    assert client_of(world[name]).get(ENTER).status_code == 403
    assert client_of(world[name]).post(ENTER, form()).status_code == 403
    assert not Contribution.objects.exists()


def test_a_pdf_says_how_many_pages_it_has(client: Client) -> None:
    client.post(ENTER, form(pdf(pages=3), part_comments="", part_proposal=""))
    assert ContributionVersion.objects.get().pages == 3


@pytest.fixture
def message(contributing: Contributing, settings: Settings) -> Arrival:  # noqa: ARG001 - somebody may contribute
    """Brazil wrote its contribution into the mail itself."""
    settings.EMAIL_IN = "reply@council.example"
    written = mail("On the budget", "The figures are welcome.", "br@example.org", identifier="<text@example.org>")
    to = addressing.all_addressed(["reply+test.contribution@council.example"])
    [kept] = keeping.keep(BytesIO(written.as_bytes()), Arrival.Way.SMTP, "br@example.org", to, START)
    processing.process_waiting(at=START)
    return Arrival.objects.get(pk=kept.pk)


def test_a_text_in_a_mail_is_entered_from_the_tray(
    contributing: Contributing, world: World, client: Client, client_of: ClientOf, message: Arrival
) -> None:
    tray = f"/consultations/test/desk/messages/{message.pk}/"
    assert "enter the contribution from its text" in html_of(client.get(tray))
    filed = {"act": "file", "place": "contribution|item:urgent:1", "member": "BR"}
    page = html_of(client.post(tray, filed, follow=True))
    enter = f"{ENTER}?message={message.pk}"
    assert f'href="{enter}"' in page

    shown = client.get(enter)
    begins = shown.context["form"]
    assert begins["title"].value() == "On the budget"
    assert begins["member"].value() == "BR"
    assert begins["item"].value() == "urgent:1"
    assert "The figures are welcome." in begins["part_comments"].value()
    assert 'name="file"' not in html_of(shown)
    given = form(None, part_comments="The figures are welcome.")
    for name in ("channel", "received"):
        del given[name]
    refused = client.post(enter, {**given, "title": ""})
    assert refused.status_code == 422
    assert "The figures are welcome." in html_of(refused)
    answer = client.post(enter, given, follow=True)
    row = ContributionVersion.objects.get()
    assert (row.channel, row.source, row.received_at) == ("mail", message.original, message.at)
    assert (row.upload, row.brought_by) == (None, "Mr. Bearer, third secretary")
    assert row.contribution.stage == Stage.UNCONFIRMED.value
    assert "The figures are welcome." in html_of(answer), "it is compared with the text of the message"
    # It is entered once; a colleague who typed meanwhile is told so, and keeps the text.
    assert client.get(enter).status_code == 404
    late = client.post(enter, {**given, "part_proposal": "To approve them."})
    assert late.status_code == 409
    assert "A colleague has entered a contribution from the message meanwhile" in html_of(late)
    assert "To approve them." in html_of(late)
    assert ContributionVersion.objects.count() == 1
    assert row.receipt in html_of(client.get(tray))
    contributing.second()
    confirmed = client_of(world["second"]).post(f"{DESK}{row.contribution_id}/", {"act": "confirm"})
    assert confirmed.status_code == 302
    row.contribution.refresh_from_db()
    assert row.contribution.stage == Stage.SUBMITTED.value


@pytest.mark.parametrize("key", ["0", "99999999", "x", "9" * 40])
def test_a_message_that_is_none_opens_nothing(client: Client, key: str) -> None:
    assert client.get(f"{ENTER}?message={key}").status_code == 404


def test_a_message_that_is_not_filed_opens_nothing(client: Client, message: Arrival) -> None:
    assert client.get(f"{ENTER}?message={message.pk}").status_code == 404
