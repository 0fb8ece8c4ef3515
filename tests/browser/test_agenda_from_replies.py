"""The agenda from the replies of Members to the paper that they read: the chair confirms, removes and moves, versions
are published, and replies that come later change what belongs on it (rules 13, 14 and 20)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.correspondence.models import Enquiry, LetterText
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Sitting
from tests.browser.publishing_steps import looks_at_the_next_version, publishes, reads_on_paper
from tests.browser.reply_steps import answers
from tests.browser.signed_in import opens
from tests.browser.somebody import signs_in
from tests.support.agenda import Agenda, make_agenda
from tests.support.enquiries import mandate

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.somebody import SignsIn, Somebody
    from tests.factories import World

pytestmark = pytest.mark.browser
__all__ = ["opens", "signs_in"]

DAY = timedelta(days=1)
WHY = "It was settled by correspondence."
ORDER = {"en": "Order after the replies", "fr": "Ordre selon les réponses"}
LATER = {"en": "After the replies of the last day"}


@pytest.fixture
def agenda(world: World) -> Agenda:
    """Three items that stay, three that are candidates when Members ask for them, and a letter that asks about all."""
    Sitting.objects.filter(pk=world.sitting.pk).update(state=SittingState.PLANNED.value)
    made, now = make_agenda(world), timezone.now()
    LetterText.objects.create(letter=made.enquiry.letter, language="en", subject="Which items?", body="Please reply.")
    Enquiry.objects.filter(pk=made.enquiry.pk).update(deadline_day=(now + 2 * DAY).date())
    for name in ("br", "jp"):
        mandate(world[name], now - 9 * DAY)
    return made


def row_of(somebody: Somebody, item: str) -> Locator:
    """An item among those of the desk, with what follows for it."""
    return somebody.page.locator(".agenda-items tr", has_text=item)


def confirms(chair: Somebody, *items: str) -> None:
    """The chair ticks candidates and confirms them together."""
    chair.goes_to_the_desk("Items and choices")
    for item in items:
        chair.sees("Candidate", within=row_of(chair, item))
        chair.page.get_by_label(f"Confirm {item}").check()
    chair.can_use_the_page()
    chair.presses("Confirm selected items")
    chair.sees(f"{len(items)} item{'s are' if len(items) > 1 else ' is'} confirmed.")


def removes(chair: Somebody, item: str, why: str) -> None:
    """The chair removes an item of a list that stays, with words that the agenda publishes."""
    chair.goes_to_the_desk("Items and choices")
    chair.follows(item)
    chair.sees("published on the agenda in the languages entered, also where the item is removed")
    chair.page.locator("[name=words-en]").first.fill(why)
    chair.can_use_the_page()
    chair.presses("Remove it")
    chair.sees("The choice is recorded, and the agenda has been renumbered.")


def moves_up(chair: Somebody, item: str, place: int) -> None:
    """The chair moves an item of the agenda before the one above it."""
    chair.goes_to_the_desk("The agenda in order")
    chair.presses(f"Move up from place {place}: {item}")
    chair.sees(f"Moved to place {place - 1}: {item}")


def reads(reader: Somebody, *items: str) -> None:
    """The published page has these items, in this order."""
    titles = reader.page.locator(".agenda > ol.rows > li b:first-of-type")
    expect(titles).to_have_text(list(items))


def updates(secretariat: Somebody) -> None:
    """The draft does not match the replies: nothing is published before it is brought up to date."""
    looks_at_the_next_version(
        secretariat, "The agenda in order", "Publish the agenda", "The agenda is not up to date with the replies."
    )
    secretariat.page.locator("[name=words-en]").fill("Too early")
    secretariat.page.get_by_label("show the original title of these items").check()
    secretariat.presses("Publish in every language")
    secretariat.sees("Nothing was published", "Update the agenda first, then publish it.")
    secretariat.goes_to_the_desk("The agenda in order")
    stale = secretariat.page.locator("form.callout")
    secretariat.sees("1 item does not match the replies", within=stale)
    secretariat.sees("Removed from the agenda: item 4, Deferred 1.", within=stale)
    secretariat.can_use_the_page()
    secretariat.presses("Update the agenda")
    secretariat.sees("The agenda is up to date with the replies and the Chair’s choices.")
    secretariat.sees_nothing_of("Deferred 1")


@pytest.mark.usefixtures("agenda")
def test_the_agenda_goes_from_replies_to_papers_and_follows_later_replies(signs_in: SignsIn) -> None:
    secretariat, chair, brazil, japan = (signs_in(name) for name in ("secretariat", "chair", "br", "jp"))
    publish = ("The agenda in order", "Publish the agenda")

    looks_at_the_next_version(secretariat, *publish)
    publishes(secretariat, "VC/2")
    brazil.opens_from(brazil.is_told("Agenda VC/2:"), "/agenda/")
    reads(brazil, "Item 1", "Item 2", "Item 3")

    # The replies make candidates, and the chair chooses.
    answers(brazil, "Submit the reply", {"Deferred 1": "Yes", "Deferred 2": "Yes"})
    answers(japan, "Submit the reply", {"Deferred 2": "Yes", "Deferred 3": "No"})
    chair.goes_to_the_desk("Items and choices")
    chair.sees("Said yes: Brazil", within=row_of(chair, "Deferred 1"))
    chair.sees("No candidate", within=row_of(chair, "Deferred 3"))
    confirms(chair, "Deferred 1", "Deferred 2")
    removes(chair, "Item 2", WHY)
    moves_up(chair, "Deferred 2", 4)
    looks_at_the_next_version(
        secretariat,
        *publish,
        "VC/2/Rev.1, in place of VC/2",
        "Item 2 of the previous version, “Item 2”, was removed.",
        "Added as item 3: Deferred 2",
        "Added as item 4: Deferred 1",
    )
    publishes(secretariat, "VC/2/Rev.1", ORDER)
    brazil.opens_from(brazil.is_told("Agenda VC/2/Rev.1:", ORDER["en"]), "/agenda/")
    reads(brazil, "Item 1", "Item 3", "Deferred 2", "Deferred 1")
    brazil.sees(ORDER["en"], "Items removed by the Chair", f"The Chair: {WHY}", "Added as item 3: Deferred 2")
    brazil.can_use_the_page()
    english, french, arabic = (reads_on_paper(brazil, language) for language in ("en", "fr", "ar"))
    for said in ("VC/2/Rev.1", ORDER["en"], "Items removed by the Chair", f"The Chair: {WHY}", "4 Deferred 1"):
        assert said in english, english
    assert ORDER["fr"] in french
    for paper in (french, arabic):
        assert ORDER["en"] not in paper
        assert WHY not in paper

    # Replies that come later change what belongs on it.
    answers(brazil, "Submit the changed reply", {"Deferred 1": "No"})
    answers(japan, "Submit the changed reply", {"Deferred 3": "Yes"})
    updates(secretariat)
    brazil.goes_to("/consultations/test/agenda/")
    reads(brazil, "Item 1", "Item 3", "Deferred 2", "Deferred 1")
    confirms(chair, "Deferred 3")
    looks_at_the_next_version(
        secretariat,
        *publish,
        "VC/2/Rev.2, in place of VC/2/Rev.1",
        "Item 4 of the previous version, “Deferred 1”, was removed.",
        "Added as item 4: Deferred 3",
    )
    publishes(secretariat, "VC/2/Rev.2", LATER)
    japan.opens_from(japan.is_told("Agenda VC/2/Rev.2:", LATER["en"]), "/agenda/")
    reads(japan, "Item 1", "Item 3", "Deferred 2", "Deferred 3")
    paper = reads_on_paper(japan, "en")
    assert "This version replaces VC/2/Rev.1" in paper
    assert "4 Deferred 3" in paper
    assert f"The Chair: {WHY}" in paper
    japan.follows("VC/2/Rev.1")
    japan.sees("This is VC/2/Rev.1. It has been replaced; VC/2/Rev.2 is in force.")
    reads(japan, "Item 1", "Item 3", "Deferred 2", "Deferred 1")
