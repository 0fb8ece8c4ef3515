"""A mail says in which language each of its parts is: in HTML, as pages do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives

from hemicycle.consultations.catalogues import Words
from hemicycle.mail import paper_words
from hemicycle.mail.sending import Sender
from tests.support.mail import draft, send, to

if TYPE_CHECKING:
    import pytest

    from tests.factories import World

POLISH = "Szanowni {name},\n\nhttps://example.org/"


def html_and_plain(world: World, body: dict[str, str]) -> tuple[str, str, str]:
    """The mail to somebody who reads Polish: its HTML, its plain text, and the language that it says it is in."""
    world.consultation.settings |= {"languages": {"documents": ["en", "pl"]}, "help_phone": "+41 22 730 51 11"}
    world.consultation.save()
    world["br"].person.language = "pl"
    world["br"].person.save()
    send(world, draft(to(world, "br"), subject=dict.fromkeys(body, "C20"), body=body), 1)
    Sender().round()
    message = outbox.outbox[-1]
    assert isinstance(message, EmailMultiAlternatives)
    html, plain = str(message.alternatives[0][0]), str(message.body)
    assert not {"\x02", "\x03"} & {*html, *plain, *str(message.subject)}
    return html, plain, message.extra_headers["Content-Language"]


def test_english_among_words_of_a_language_without_a_catalogue_is_marked(world: World) -> None:
    html, plain, language = html_and_plain(world, {"en": "Dear {name}", "pl": POLISH})
    assert ('<html lang="pl" dir="ltr">' in html, language) == (True, "pl")
    assert '<span lang="en" dir="ltr">Help:</span> +41 22 730 51 11' in html
    assert 'href="https://example.org/"' in html
    assert plain == "Szanowni Ms. Br,\n\nhttps://example.org/\n\nHelp: +41 22 730 51 11"


def test_what_the_consultation_words_itself_is_marked_as_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Words({"Help: %(ways)s": "Pomoc: %(ways)s"})
    monkeypatch.setattr(paper_words, "words_of", lambda _consultation, _language: words)
    monkeypatch.setattr("hemicycle.consultations.own_words._readers", [paper_words.words_of])
    html, plain, _language = html_and_plain(world, {"en": "Dear {name}", "pl": POLISH})
    assert "Pomoc: +41" in plain
    assert "<span" not in html


def test_a_text_that_stands_in_for_the_readers_language_says_in_which_it_is(world: World) -> None:
    html, _plain, language = html_and_plain(world, {"en": "Dear {name}"})
    assert ('<html lang="en" dir="ltr">' in html, language) == (True, "en")
    assert "<span" not in html
