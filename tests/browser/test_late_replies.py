"""Replies that come late: the chair accepts one and not another, their States are told, the result has it (rule 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.people.models import Registration
from tests.browser.deadlines import let_the_deadline_pass
from tests.browser.reply_steps import DATES, answers, chooses, decides, declares, looks_at, row_of
from tests.browser.signed_in import opens
from tests.browser.somebody import signs_in
from tests.web.replies.replying import asked, page

if TYPE_CHECKING:
    from tests.browser.somebody import SignsIn, Somebody
    from tests.correspondence.conftest import Asked
    from tests.factories import World

pytestmark = pytest.mark.browser
__all__ = ["asked", "opens", "signs_in"]


def takes_a_colleague(world: World, name: str) -> None:
    """The secretariat has a second person: the small consultation of the tests has one only."""
    Registration.objects.filter(pk=world[name].pk).update(role="secretariat")


def enters_an_email(secretariat: Somebody, asked: Asked, member: str, choice: str) -> None:
    """The secretariat enters a reply that came by e-mail just now, with the e-mail."""
    secretariat.goes_to(page(asked, "enquiry_desk"))
    secretariat.follows("Enter a reply from paper, e-mail or telephone")
    secretariat.page.get_by_label("Replying Member").select_option(member)
    secretariat.presses("Continue")
    form = secretariat.page.locator("form.reply-form")
    form.get_by_label("Means of receipt").select_option("mail")
    received = timezone.localtime(timezone.now(), asked.enquiry.first_deadline.zone)
    form.get_by_label("Date and time of receipt").fill(received.strftime("%Y-%m-%dT%H:%M:%S"))
    form.get_by_label("Signed by").fill("Mr. Sato, Director-General")
    form.locator("input[type=file]").set_input_files(
        {"name": "reply.txt", "mimeType": "text/plain", "buffer": b"Japan answers: yes, the dates."}
    )
    chooses(secretariat, choice)
    secretariat.presses("Enter this reply")
    secretariat.sees("It is late: a colleague must confirm it, and it counts if the Chair accepts it.")
    secretariat.sees("You entered this yourself. A colleague compares it with its source.")


def confirms(colleague: Somebody, member: str) -> None:
    """The second person compares the entry with its source."""
    colleague.goes_to_the_desk("Replies needing action")
    colleague.follows(member)
    colleague.sees("Japan answers: yes, the dates.", "Mr. Sato, Director-General")
    colleague.can_use_the_page()
    colleague.presses("Yes, confirm it")
    colleague.sees("Confirmed. The focal point is informed.")


def test_of_two_late_replies_the_chair_accepts_one_and_the_result_has_it(
    asked: Asked, world: World, signs_in: SignsIn
) -> None:
    takes_a_colleague(world, "technician")
    brazil, japan, chair = signs_in("br"), signs_in("jp"), signs_in("chair")
    secretariat, colleague = signs_in("secretariat"), signs_in("technician")

    in_time = answers(brazil, "Submit the reply", {DATES: "Yes"})
    brazil.sees("Received in time: it counts.")
    let_the_deadline_pass(asked.enquiry.pk, brazil.page)
    late = answers(brazil, "Submit a late reply", {DATES: "No"})
    waits = "it is recorded as late, and does not count unless the Chair accepts it"
    brazil.sees("late", waits, f"The earlier reply {in_time} still counts.")
    brazil.can_use_the_page()
    brazil.is_told(f"Receipt {late}", waits, f"The earlier reply {in_time} still counts.")

    enters_an_email(secretariat, asked, "Japan", "Yes")
    confirms(colleague, "Japan")
    japan.is_told("Receipt DM-20/1005-JP-1", "a second person confirmed it")

    looks_at(chair, "Brazil")
    chair.sees(f"{in_time} counts now", "Resulting changes", "Item about dates")
    chair.can_use_the_page()
    decides(chair, "Reason (recorded)", "The line was down.", "Accept this reply")
    chair.sees("The late reply is accepted, on record.")
    looks_at(chair, "Japan")
    chair.sees("No other reply of this Member counts now.")
    decides(chair, "If not: reason, as sent to the Member", "It came without a signature.", "Do not accept")
    chair.sees("The late reply is not accepted, on record.", "No replies need action.")

    accepted = brazil.is_told("The Chair accepted a late reply", late, "Received late and accepted by the Chair")
    brazil.opens_from(accepted, "/replies/BR/")
    brazil.sees("late, accepted, counts", "The line was down.", within=brazil.page.locator(".version").first)
    brazil.sees("replaced by a later one", within=brazil.page.locator(".version").last)
    declined = japan.is_told("Your late reply does not count", "It came without a signature.")
    japan.opens_from(declined, "/replies/JP/")
    japan.sees("late, not accepted", "It came without a signature.", "not accepted by the Chair: it does not count.")
    japan.can_use_the_page()

    declares(chair)
    chair.sees("Result declared", "1 of 3")
    chair.sees("Answered (late, accepted)", "No: 1", within=row_of(chair, "Brazil"))
    chair.sees("Late", "not accepted by the Chair", within=row_of(chair, "Japan"))
    expect(chair.page.get_by_text("needs action")).to_have_count(0)
    chair.follows("Item by item")
    chair.sees("1 reply counted.", "Item about dates")
    brazil.goes_to(page(asked, "reply"))
    brazil.sees("The result has been declared", "Counted", late)
    expect(brazil.page.get_by_role("button", name="Submit")).to_have_count(0)
