"""The guide for a role, on its page and on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hemicycle
from hemicycle.people.models import Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.web.registration.guides import guide
from hemicycle.web.toolkit.pdf import in_language, pdf
from tests.classes import CAPACITIES, COUNCIL
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.rules.capacity import Capacity
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

ADDRESS = "/consultations/test/guide/"
PICTURES = sorted((Path(hemicycle.__file__).parent / "web" / "templates" / "web" / "drawn").glob("*.html"))


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("br", "A point of order takes precedence over the list of speakers"),
        ("no", "These speak before you: Council Member States."),
        ("palestine", "These speak before you: Council Member States and Observer Member States."),
        ("sector", "A delegation speaks 1 time on an item"),
        ("vice_chair", "Give the floor to the next speaker"),
        ("french", "Choose your booth"),
        ("secretariat", "hand over the chair"),
        ("technician", "Answer those waiting first"),
        ("captioner", "Follow the sitting"),
    ],
)
def test_everybody_reads_the_guide_of_their_role(who: str, words: str, world: World, client_of: ClientOf) -> None:
    client = client_of(world[who])
    page = client.get(ADDRESS).content.decode()
    assert words in page
    assert page.count("<svg") == 4
    assert re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", text_of(client.get(ADDRESS + "?format=pdf").content))


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_it_fits_on_one_page_in_every_language(capacity: Capacity) -> None:
    for language in ("ar", "zh", "en", "fr", "ru", "es"):
        with in_language(language):
            said = {"consultation": "Consultation " * 6, "guide": guide(capacity, COUNCIL)}
            made = pdf("registration/guide", said, "A body", trial=True)
        assert text_of(made).count("\f") == 1, language


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_holds_no_text_and_is_passed_over_aloud(path: Path) -> None:
    picture = path.read_text(encoding="utf-8")
    assert 'aria-hidden="true"' in picture
    assert re.sub(r"<[^>]*>", "", picture).strip() == ""
    assert "<text" not in picture
    assert "style" not in picture


def test_it_is_for_those_who_are_confirmed(world: World, client_of: ClientOf) -> None:
    world["br"].status = RegistrationStatus.PENDING.value
    world["br"].save()
    assert client_of(world["br"]).get(ADDRESS).status_code == 403
    assert client_of(Person.objects.create_user("x@example.org", "Mr. X")).get(ADDRESS).status_code == 403
    assert client_of(None).get(ADDRESS).status_code == 302
