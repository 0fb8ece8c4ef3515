"""What asks a Council State something, for the tests of replying."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.models import (
    Enquiry,
    Letter,
    LetterText,
    Question,
)
from tests.correspondence.conftest import Asked
from tests.factories import in_list
from tests.support.addressing import address
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase
    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

DAY = timedelta(days=1)
LONG = "x" * 20_001


def ask(world: World, kind: str = "items", number: int = 1005, **more: Any) -> Enquiry:
    """A letter that was sent eight days ago, and asks the Council States until the day after tomorrow."""
    now = timezone.now()
    letter = address(Letter.objects.create(
        consultation=world.consultation, series="DM-20", number=number, dated=now.date(), state="sent",
        sent_at=now - 8 * DAY,
    ))  # fmt: skip
    LetterText.objects.create(letter=letter, language="en", subject="Which items?", body="Please reply.")
    LetterText.objects.create(letter=letter, language="fr", subject="Quels points ?", body="Veuillez répondre.")
    fields = {"asked": ["council_state"], "deadline_day": (now + 2 * DAY).date(), **more}
    return Enquiry.objects.create(letter=letter, kind=kind, **fields)


@pytest.fixture
def asked(world: World) -> Asked:
    """Three items in two lists, and focal points of Brazil and Japan."""
    enquiry = ask(world)
    questions = [
        Question.objects.create(enquiry=enquiry, **in_list(listing, number), title={"en": f"Item about {title}"})
        for listing, number, title in (("urgent", 1, "dates"), ("deferred", 1, "posts"), ("deferred", 2, "budget"))
    ]
    made = Asked(world, enquiry, questions)
    for name in ("br", "jp"):
        made.mandate(name, start=timezone.now() - 9 * DAY)
    return made


def page(asked: Asked, name: str = "reply", *more: object, **query: str) -> str:
    return reverse(name, args=["test", asked.enquiry.pk, *more], query=query or None)


def said(*choices: str, asked: Asked, **more: object) -> dict[str, Any]:
    chosen = {f"q{question.pk}": choice for question, choice in zip(asked.questions, choices, strict=False)}
    return {"act": "submit", **chosen, **more}


def text(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return html_of(response)


def over(asked: Asked) -> None:
    """The deadline has passed."""
    Enquiry.objects.filter(pk=asked.enquiry.pk).update(deadline_day=(timezone.now() - 2 * DAY).date())
