"""The privacy notice: written by the secretariat in each language, open to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.consultations.settings import NOTICE_LENGTH, settings_of
from hemicycle.journal.models import Entry
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

pytestmark = pytest.mark.django_db
WRITE, READ = (reverse(name, args=["test"]) for name in ("privacy_desk", "privacy"))


def write(desk: Client, **texts: str) -> int:
    seen = desk.get(WRITE).context["form"].initial["seen"]
    given = {f"notice_{code}": text for code, text in texts.items()}
    return desk.post(WRITE, {**given, "seen": seen, "act": "save"}).status_code


def test_without_a_notice_nothing_leads_to_one(world: World, client_of: ClientOf) -> None:
    nobody = client_of(None)
    assert nobody.get(READ).status_code == 404
    assert READ not in html_of(client_of(world["br"]).get(reverse("registration", args=["test"])))


def test_everybody_reads_it_in_their_language_with_its_paragraphs_and_lists(world: World, client_of: ClientOf) -> None:
    desk, nobody = client_of(world["secretariat"]), client_of(None)
    assert write(desk, en="# Who we are\n\nThe Council.\n\n- names\n- <b>addresses</b>", ar="المجلس") == 302
    page = html_of(nobody.get(READ))
    assert "<h2>Who we are</h2>" in page
    assert "<li>names</li>" in page
    assert "<b>addresses" not in page
    nobody.cookies["django_language"] = "fr"
    assert 'lang="en"' in html_of(nobody.get(READ))
    nobody.cookies["django_language"] = "ar"
    assert "المجلس" in html_of(nobody.get(READ))
    assert READ in html_of(client_of(world["br"]).get(reverse("registration", args=["test"])))
    facts = Entry.objects.latest("pk").data["changed"]["privacy_notice"]
    assert (facts[0], set(facts[1])) == ({}, {"en", "ar"})
    assert write(desk, en="", ar="") == 302
    assert nobody.get(READ).status_code == 404


def test_what_is_wrong_is_said_and_nothing_is_lost(world: World, client_of: ClientOf) -> None:
    desk = client_of(world["secretariat"])
    stale = desk.get(WRITE).context["form"].initial["seen"]
    assert write(desk, en="First") == 302
    entries = Entry.objects.count()
    assert write(desk, en="First") == 302
    assert Entry.objects.count() == entries
    late = desk.post(WRITE, {"notice_en": "Second", "seen": stale, "act": "save"})
    assert late.status_code == 409
    assert "Somebody else changed the privacy notice" in html_of(late)
    assert "Second" in html_of(late)
    long = desk.post(WRITE, {"notice_en": "x" * (NOTICE_LENGTH + 1), "seen": stale, "act": "save"})
    assert long.status_code == 422
    world.consultation.refresh_from_db()
    assert settings_of(world.consultation.settings).privacy_notice == {"en": "First"}


def test_the_checklist_names_the_languages_without_a_notice(world: World, client_of: ClientOf) -> None:
    desk, page = client_of(world["secretariat"]), reverse("checklist", args=["test"])
    assert "no text" in html_of(desk.get(page))
    write(desk, en="First", fr="Premier", es="Primero", ru="Первый", zh="一")
    assert "no text in \u2068العربية\u2069<" in html_of(desk.get(page))
