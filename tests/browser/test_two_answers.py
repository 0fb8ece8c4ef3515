"""Two people answer for one State before the deadline, each otherwise, and one of them settles it (rule 22): in time,
and late, when it counts once the chair accepts it (rule 18)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.deadlines import let_the_deadline_pass
from tests.browser.reply_steps import DATES, answers, chooses, decides, declares, looks_at, receipt_of, row_of
from tests.browser.signed_in import opens
from tests.browser.somebody import signs_in
from tests.support.pdf import text_of
from tests.web.replies.replying import asked, page

if TYPE_CHECKING:
    from tests.browser.somebody import SignsIn, Somebody
    from tests.correspondence.conftest import Asked

pytestmark = pytest.mark.browser
__all__ = ["asked", "opens", "signs_in"]

DIFFER, SETTLED = "The replies of Brazil differ", "The replies of Brazil are settled"
DOES_NOT_COUNT = "None of them counts until the focal point settles the matter"
WAITS = "it is recorded as late, and does not count unless the Chair accepts it"
ONLY_IF = "It settles the different replies only if it is accepted."


def delegates_to(focal_point: Somebody, name: str, address: str) -> None:
    """The focal point lets another one of the State act in their place for two days."""
    focal_point.goes_to("/")
    focal_point.follows("Nominate and endorse")
    focal_point.follows("Delegate authority")
    form = focal_point.page.locator("form.details-form")
    form.get_by_label("E-mail address").fill(address)
    form.get_by_label("Title and full name").fill(name)
    form.get_by_label("Last day").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    focal_point.presses("Delegate authority")
    focal_point.sees("You have delegated your authority")


def they_answer_differently(asked: Asked, focal_point: Somebody, delegate: Somebody) -> tuple[str, str]:
    """The focal point says yes, whoever acts in their place says no, both in time; the two receipt numbers."""
    first = answers(focal_point, "Submit the reply", {DATES: "Yes"})
    focal_point.sees("Received in time: it counts.")
    delegates_to(focal_point, "Ms. Br2", "br2@example.org")
    delegate.goes_to(page(asked, "reply"))
    delegate.sees("Ms. Br has answered for your Member", "If your reply differs")
    second = answers(delegate, "Submit the reply", {DATES: "No"})
    delegate.sees("None of them counts until the focal point settles the matter.")
    return first, second


def settles(delegate: Somebody, choice: str) -> str:
    """One form: both answers beside each other, theirs below; the receipt number."""
    delegate.follows("Settle")
    beside = delegate.page.get_by_role("region", name="Comparison of the replies")
    delegate.sees("Ms. Br", "Ms. Br2", "Yes", "No", within=beside)
    delegate.can_use_the_page()
    chooses(delegate, choice)
    delegate.presses("Settle with this answer")
    return receipt_of(delegate)


def reads_every_version(somebody: Somebody, *said: tuple[str, ...]) -> None:
    """The page of every version has these, the last one first, and says this of each."""
    versions = somebody.page.locator(".version")
    for place, words in enumerate(said):
        somebody.sees(*words, within=versions.nth(place))


def reads_the_same_on_paper(somebody: Somebody, *texts: str) -> None:
    """The receipt on the page says this in its PDF too."""
    paper = " ".join(text_of(somebody.downloads("Download the PDF")).split())
    for text in texts:
        assert text in paper, paper


def test_two_answers_of_one_state_are_settled_by_one_and_seen_by_the_other(asked: Asked, signs_in: SignsIn) -> None:
    focal_point, delegate, secretariat = signs_in("br"), signs_in("br2"), signs_in("secretariat")
    desk, brazil = page(asked, "enquiry_desk"), row_of(secretariat, "Brazil")

    first, second = they_answer_differently(asked, focal_point, delegate)
    delegate.is_told(f"Receipt {second}", DOES_NOT_COUNT)
    for somebody in (focal_point, secretariat):
        somebody.is_told(DIFFER, second, DOES_NOT_COUNT)
    secretariat.goes_to(desk)
    secretariat.sees("0 of 3")
    secretariat.sees("In conflict", "None of them counts", within=brazil)
    focal_point.opens_from(focal_point.is_told(DIFFER), "/replies/BR/")
    focal_point.sees(DOES_NOT_COUNT, "in conflict", first, second)

    third = settles(delegate, "No")
    delegate.sees("It settles the different replies received earlier, and counts.")
    delegate.is_told(f"Receipt {third}", "It settles the different replies received earlier, and counts.")
    assert not delegate.was_told(SETTLED)  # they have the receipt
    focal_point.opens_from(focal_point.is_told(SETTLED, third), "/replies/BR/")
    reads_every_version(
        focal_point,
        (third, "Ms. Br2", "counts", "It replaces all earlier replies."),
        (second, "replaced by a later one", "Yes", "No"),
        (first, "Ms. Br,", "replaced by a later one"),
    )
    focal_point.can_use_the_page()
    secretariat.goes_to(desk)
    secretariat.sees("1 of 3")
    secretariat.sees("Answered", "No: 1", within=brazil)
    secretariat.goes_to(reverse("replies_waiting", args=["test"]))
    secretariat.sees("No replies need action.")


def test_what_is_settled_after_the_deadline_counts_once_the_chair_accepts_it(asked: Asked, signs_in: SignsIn) -> None:
    focal_point, delegate = signs_in("br"), signs_in("br2")
    secretariat, chair = signs_in("secretariat"), signs_in("chair")
    desk, brazil = page(asked, "enquiry_desk"), row_of(secretariat, "Brazil")

    first, second = they_answer_differently(asked, focal_point, delegate)
    let_the_deadline_pass(asked.enquiry.pk, delegate.page)
    third = settles(delegate, "No")
    delegate.sees("late", WAITS, ONLY_IF)
    delegate.sees_nothing_of(DOES_NOT_COUNT)
    delegate.can_use_the_page()
    reads_the_same_on_paper(delegate, third, WAITS, ONLY_IF)
    delegate.is_told(f"Receipt {third}", WAITS, ONLY_IF)

    secretariat.goes_to(desk)
    secretariat.sees("0 of 3", "1 reply needs action")
    secretariat.sees("In conflict", within=brazil)
    focal_point.opens_from(focal_point.is_told(DIFFER), "/replies/BR/")
    focal_point.sees(DOES_NOT_COUNT)
    reads_every_version(focal_point, (third, "late"), (second, "in conflict"), (first, "in conflict"))
    for somebody in (focal_point, secretariat):
        assert not somebody.was_told(SETTLED)

    looks_at(chair, "Brazil")
    chair.sees(third, "No other reply of this Member counts now.")
    chair.can_use_the_page()
    decides(chair, "Reason (recorded)", "They were one minute late.", "Accept this reply")
    chair.sees("The late reply is accepted, on record.", "No replies need action.")

    counts = "Received late and accepted by the Chair: it counts."
    accepted = delegate.is_told("The Chair accepted a late reply", third, counts)
    for somebody in (focal_point, secretariat):
        somebody.is_told(SETTLED, third, "Ms. Br2", counts)
    delegate.opens_from(accepted, "/replies/BR/")
    delegate.follows(third)
    reads_the_same_on_paper(delegate, third, counts)
    focal_point.opens_from(focal_point.is_told(SETTLED), "/replies/BR/")
    reads_every_version(
        focal_point,
        (third, "late, accepted, counts", "They were one minute late.", "It replaces all earlier replies."),
        (second, "replaced by a later one"),
        (first, "replaced by a later one"),
    )
    focal_point.follows(first)
    focal_point.sees("A later reply has replaced it.", f"The later reply {third} counts.")
    secretariat.goes_to(desk)
    secretariat.sees("1 of 3")
    secretariat.sees("Answered (late, accepted)", "No: 1", within=brazil)
    declares(chair)
    chair.sees("Result declared", "1 of 3")
