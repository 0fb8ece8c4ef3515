"""Every page and paper of a trial says that it is one, and so do lists of consultations; of a formal one, none does."""

from __future__ import annotations

import json
import re
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail as outbox
from django.urls import reverse
from docx import Document as Word

from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import letter_queries
from hemicycle.journal.record import Performer
from hemicycle.mail.administrator_links import invite
from hemicycle.rules.floor import SittingState
from hemicycle.web.agenda import documents as agenda
from hemicycle.web.enquiries import documents as summaries
from hemicycle.web.letters import documents as letters
from hemicycle.web.letters.version import version
from hemicycle.web.registration.sittings_calendar import calendar_for
from hemicycle.web.toolkit import pdf
from tests.factories import START, make_world
from tests.support.evidence import one_of_everything
from tests.support.html import html_of
from tests.web.setup.test_setup_pages import FORM

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

BAND = "Trial. Nothing here is a formal act."
CHIP = '<span class="chip wait">Trial</span>'


@pytest.fixture(params=[True, False], ids=["trial", "formal"])
def world(request: pytest.FixtureRequest, db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world(trial=request.param)


def test_every_page_of_it_says_so_to_everybody(world: World, client_of: ClientOf) -> None:
    trial = world.consultation.trial
    pages = [
        ("secretariat", reverse("to_do", args=["test"])),
        ("secretariat", reverse("end", args=["test"])),
        ("br", reverse("members", args=["test"])),
        ("br", reverse("registration", args=["test"])),
        ("br", reverse("people", args=[world.sitting.pk])),
    ]
    for who, address in pages:
        answer = client_of(world[who]).get(address)
        assert answer.status_code == 200
        assert (BAND in html_of(answer)) is trial, address
    assert (BAND in html_of(client_of(None).get(reverse("register", args=["test"])))) is trial


def test_a_page_that_is_refused_tells_nothing_of_it(world: World, client_of: ClientOf) -> None:
    answer = client_of(world["br"]).get(reverse("end", args=["test"]))
    assert answer.status_code == 403
    assert BAND not in html_of(answer)


def test_the_room_and_the_consoles_know_it(world: World, client_of: ClientOf) -> None:
    for who, view in (("br", "room"), ("vice_chair", "console"), ("french", "booth"), ("technician", "desk")):
        page = html_of(client_of(world[who]).get(reverse(view, args=[world.sitting.pk])))
        (context,) = re.findall(r'<script id="context" type="application/json">(.*?)</script>', page, re.DOTALL)
        assert json.loads(context)["consultation"]["trial"] is world.consultation.trial
        assert (CHIP in page) is world.consultation.trial


def test_lists_of_consultations_mark_it(world: World, client_of: ClientOf) -> None:
    trial = world.consultation.trial
    assert (CHIP in html_of(client_of(world["br"]).get(reverse("home")))) is trial
    ana = invite(Performer(system="operator"), START, "ana@example.org", "Ms. Ana").administrator.person
    admin = client_of(ana)
    assert (CHIP in html_of(admin.get(reverse("setup")))) is trial
    table = admin.get(reverse("setup"), {"format": "csv"}).content.decode()
    assert ("[Trial] Test Consultation" in table) is trial
    Consultation.objects.update(closed_at=START, archived_at=START)
    assert (CHIP in html_of(client_of(world["br"]).get(reverse("archive")))) is trial


def test_a_code_to_register_and_a_calendar_say_so(world: World, client_of: ClientOf) -> None:
    trial = world.consultation.trial
    client_of(None).post(reverse("register", args=["test"]), {"email": "new@example.org"})
    assert str(outbox.outbox[-1].subject).startswith("[Trial] ") is trial
    world.sitting.state = SittingState.PLANNED.value
    world.sitting.save()
    assert (b"SUMMARY:[Trial] " in calendar_for(world["br"])) is trial


def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be printed as PDF, in words, with its sheets."""
    monkeypatch.setattr(pdf, "_printed", lambda html, sheets: f"{html} {sheets}".encode())


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_papers_say_so_at_their_head(
    kind: str, world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(monkeypatch)
    one_of_everything(world)
    letter = letter_queries.whole().get()
    of = version(letter, "en", unfinished=True)
    assert of is not None
    publication = AgendaPublication.objects.get()
    publication.content = {"items": [], "removed": [], "information": [], "letter": ""}
    text = SimpleNamespace(title="Summary", body="Words", language="en", edited_at=START)
    desk = client_of(world["secretariat"])
    papers = {
        "letter": letters.paper(of, kind),
        "agenda": agenda.paper(world.consultation, publication, kind),
        "summary": summaries.paper(letter.enquiry, text, kind),  # type: ignore[arg-type]
        "participants": desk.get(reverse("participants", args=["test"]), {"format": kind}).content,
    }
    if kind == "pdf":
        papers |= {
            "guide": desk.get(reverse("guide", args=["test"]), {"format": kind}).content,
            "badge": desk.get(reverse("badge", args=["test"])).content,
        }
    for name, content in papers.items():
        said = content.decode() if kind == "pdf" else _above(content)
        assert (BAND in said) is world.consultation.trial, name
        if kind == "pdf":
            assert ("'trial'" in said) is world.consultation.trial, name


def _above(content: bytes) -> str:
    """What stands above each page of a paper for Word."""
    return "\n".join(one.text for one in Word(BytesIO(content)).sections[0].header.paragraphs)


def begun(admin: Client, **change: Any) -> Consultation:
    answer = admin.post(reverse("new_consultation"), {**FORM, **change})
    assert answer.status_code == 302, html_of(answer)
    return Consultation.objects.latest("pk")


@pytest.mark.django_db
def test_it_is_begun_as_one_and_a_copy_as_either(client_of: ClientOf) -> None:
    ana = invite(Performer(system="operator"), START, "ana@example.org", "Ms. Ana").administrator.person
    admin = client_of(ana)
    assert "never becomes a formal consultation" in html_of(admin.get(reverse("new_consultation")))
    trial = begun(admin, trial="on")
    assert trial.trial
    copies = {"basis": "copy", "copied": trial.pk}
    assert not begun(admin, slug="formal", **copies).trial
    again = begun(admin, slug="again", trial="on", **copies)
    assert again.trial
    assert BAND in html_of(admin.get(reverse("checklist", args=[again.slug])))
