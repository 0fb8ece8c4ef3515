"""A deadline is extended by a letter, which a second person clears and which goes to those who were asked (rule 19)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import formats

from hemicycle.correspondence.models import Letter
from hemicycle.people.models import Contact, Member, Registration
from tests.browser.signed_in import opens
from tests.browser.somebody import signs_in
from tests.web.replies.replying import asked, page

if TYPE_CHECKING:
    from datetime import date

    from tests.browser.somebody import SignsIn, Somebody
    from tests.correspondence.conftest import Asked
    from tests.factories import World

pytestmark = pytest.mark.browser
__all__ = ["asked", "opens", "signs_in"]

EXTENSION = "DM-20/1006"


def letters_are_cleared_by_a_colleague(world: World, name: str) -> None:
    """The secretariat has a second person, and its letters need them."""
    Registration.objects.filter(pk=world[name].pk).update(role="secretariat")
    world.consultation.settings |= {"clearance": True}
    world.consultation.save()


def writes_to(code: str, address: str) -> None:
    """A Member without a focal point is written to at this address."""
    Contact.objects.create(member=Member.objects.get(code=code), name=f"Office {code}", email=address)


def fills_in(focal_point: Somebody, asked: Asked, choice: str) -> None:
    """The State begins its reply, and does not submit it."""
    focal_point.goes_to(page(asked, "reply"))
    dates = focal_point.page.locator(".question", has_text="Item about dates")
    dates.get_by_label(choice, exact=True).check()
    focal_point.presses("Save the draft")
    focal_point.sees("Draft saved")


def writes_the_extension(secretariat: Somebody, asked: Asked, until: date) -> None:
    """From the desk of the enquiry, with our text in the six languages."""
    secretariat.goes_to(page(asked, "enquiry_desk"))
    secretariat.follows("Extend the deadline by a letter")
    secretariat.page.get_by_label("Series").fill("DM-20")
    secretariat.page.get_by_label("Number").fill("1006")
    secretariat.page.get_by_label("New deadline").fill(until.isoformat())
    secretariat.presses("Create letter")
    secretariat.sees(EXTENSION, "Extends the deadline of DM-20/1005", "Extension of the deadline of letter DM-20/1005")


def signs(secretariat: Somebody, name: str) -> None:
    """No letter leaves without a signatory."""
    secretariat.page.get_by_label("Signatory", exact=True).fill(name)
    secretariat.page.get_by_role("button", name="Save", exact=True).click()
    secretariat.sees(EXTENSION)


def hands_in(secretariat: Somebody, words: str) -> None:
    """Nothing leaves before a colleague has read it."""
    secretariat.follows("Check and send")
    secretariat.sees("This letter has not been cleared yet")
    secretariat.follows("View")
    secretariat.page.get_by_label("Note to the colleague who clears it").fill(words)
    secretariat.presses("Submit for clearance")
    secretariat.sees("A colleague who did not submit it must clear it.")


def clears(colleague: Somebody, words: str) -> None:
    """The second person opens the letter from the list of letters."""
    colleague.goes_to(reverse("letters_desk", args=["test"]))
    colleague.follows(EXTENSION)
    colleague.follows("Clearance")
    colleague.sees(words, "Read it in each language, with its annexes, before you clear it.")
    colleague.can_use_the_page()
    colleague.presses("Clear the letter")
    colleague.sees("The letter is cleared")


def sends(secretariat: Somebody) -> None:
    """The one who wrote it sends it, to whom the page says; our texts in the other languages go out as they are."""
    secretariat.goes_to(reverse("letters_desk", args=["test"]))
    secretariat.follows(EXTENSION)
    secretariat.follows("Check and send")
    secretariat.sees("Cleared by Ms. Technician", "3 e-mails", "Council Member State")
    secretariat.can_use_the_page()
    secretariat.sees_nothing_of("To be corrected first")
    for choice in secretariat.page.locator(".letter-choice").all():
        as_it_is = choice.locator("option", has_text="as it is").get_attribute("value")
        choice.locator("select").select_option(as_it_is)
    secretariat.presses(f"Send letter {EXTENSION}")
    secretariat.sees("Log by Member")


def told_of(letter: str) -> set[str]:
    """The addresses to which the mail of a letter goes."""
    sent = Letter.objects.get(number=int(letter.rpartition("/")[2])).mailing
    assert sent is not None
    return set(sent.deliveries.values_list("address", flat=True))


def test_an_extension_reaches_those_who_were_asked_and_keeps_what_they_have_begun(
    asked: Asked, world: World, signs_in: SignsIn
) -> None:
    letters_are_cleared_by_a_colleague(world, "technician")
    writes_to("GH", "gh@gov.example")
    writes_to("NO", "no@gov.example")  # of an observer, which is not asked
    brazil, japan = signs_in("br"), signs_in("jp")
    secretariat, colleague = signs_in("secretariat"), signs_in("technician")
    until = asked.enquiry.deadline_day + timedelta(days=7)
    deadline = formats.date_format(until, "j F Y") + ", 24:00"

    fills_in(japan, asked, "Yes")
    writes_the_extension(secretariat, asked, until)
    signs(secretariat, "Dr. A")
    hands_in(secretariat, "A week more, as Japan asked.")
    clears(colleague, "A week more, as Japan asked.")
    sends(secretariat)

    for focal_point in (brazil, japan):
        focal_point.is_told(EXTENSION, f"The deadline for replies to letter DM-20/1005 is now {deadline}")
    assert told_of(EXTENSION) == {"br@example.org", "jp@example.org", "gh@gov.example"}
    secretariat.goes_to(page(asked, "enquiry_desk"))
    secretariat.sees(deadline, f"Extended for all by letter {EXTENSION}")

    japan.goes_to("/")
    japan.sees(deadline, "Draft, not submitted")
    japan.follows("DM-20/1005")
    japan.sees(deadline, "A draft is saved. It is not submitted yet.", "1 of 3 answered")
    japan.can_use_the_page()
    japan.presses("Submit the reply")
    japan.sees("Received in time: it counts.", deadline, "Item about dates")
    japan.is_told("Receipt DM-20/1005-JP-1", f"The deadline is {deadline}")
