"""Every mail of a trial says so first, in the language that it is in; no other one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox
from django.utils import translation

from hemicycle.consultations import trial
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Person
from tests.factories import make_world
from tests.support.mail import draft, send, to

if TYPE_CHECKING:
    from tests.factories import World


def subject(world: World, language: str) -> str:
    Person.objects.filter(pk=world["br"].person_id).update(language=language)
    words = {code: f"About it ({code})" for code in ("en", "fr", "ar")}
    send(world, draft(to(world, "br"), subject=words, body=words), 1)
    Sender().round()
    return str(outbox.outbox[-1].subject)


@pytest.mark.django_db(transaction=True)
def test_the_subject_begins_with_it_in_the_recipients_language(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world(trial=True)
    assert subject(world, "en") == "[Trial] About it (en)"
    monkeypatch.setattr(trial, "_", lambda words: f"{words} in {translation.get_language()}")
    assert subject(world, "fr") == "[Trial in fr] About it (fr)"
    assert subject(world, "ar") == "[Trial in ar] About it (ar)"


def test_that_of_a_formal_one_does_not(world: World) -> None:
    assert subject(world, "en") == "About it (en)"
