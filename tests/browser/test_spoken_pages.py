"""Before and after a sitting by keyboard alone: registering, replying to a letter, accepting a reply that came late.

What a screen reader would say on the way is kept as a transcript under ``var/reports``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import ReplyVersion
from hemicycle.people.models import Person, Registration
from tests.browser.conftest import PATIENCE
from tests.browser.signed_in import opens
from tests.support.spoken import Transcript
from tests.web.replies.replying import asked, over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.signed_in import Opens
    from tests.correspondence.conftest import Asked
    from tests.factories import World

pytestmark = pytest.mark.browser
__all__ = ["asked", "opens"]
Reads = Callable[[Person, str, str], Transcript]


@pytest.fixture
def reads(opens: Opens) -> Iterator[Reads]:
    """Somebody at a page, who goes by keyboard; no act on it may leave them with nothing in focus.

    A page that has come is read from its beginning.
    """
    transcripts: list[Transcript] = []

    def open_page(person: Person, who: str, address: str) -> Transcript:
        transcripts.append(Transcript(opens(person, address), who))
        transcripts[-1].page.bring_to_front()
        return transcripts[-1]

    yield open_page
    for transcript in transcripts:
        transcript.keep()
    assert [does for transcript in transcripts for does in transcript.lost if does != "waits"] == []


def sends(told: Transcript, comes: str) -> None:
    """Press Enter on what leads to another page, and wait for this text on it."""
    told.page.keyboard.press("Enter")
    told.page.get_by_text(comes).first.wait_for(timeout=PATIENCE)
    told.read("Enter")


def test_somebody_registers_and_is_told_what_is_missing(reads: Reads, world: World) -> None:
    person = Person.objects.create_user("ana.souza@example.org", "", made_up=True)
    told = reads(person, "registering", reverse("register", args=["test"]))
    assert "heading 1: Register" in told.read("Register")

    told.tab_to("button: Register")
    sends(told, "Nothing is saved yet")
    told.focus_comes_to("alert", PATIENCE)
    told.tab_to("link: Title and full name")
    here = told.press("Enter")
    assert here.startswith("textbox: Title and full name, invalid")
    assert "This field is required." in here
    told.types("Ms. Ana Souza")
    told.tab_to("combobox: Member")
    told.types("Brazil")
    told.tab_to("button: Register")
    sends(told, "You are registered.")
    told.announced("You are registered. The next steps are shown here.", PATIENCE)
    row = Registration.objects.get(person=person)
    assert (row.person.name, row.member) == ("Ms. Ana Souza", world["br"].member)


def test_a_focal_point_replies_to_a_letter(reads: Reads, asked: Asked) -> None:
    told = reads(asked.world["br"].person, "focal-point", "/")
    told.read("Home")
    told.tab_to("link: Reply : DM-20/1005")
    sends(told, "Submit the reply")

    told.tab_to("radio: No answer, checked")
    assert told.press("ArrowUp") == "radio: No, checked"
    told.tab_to("radio: No answer, checked")
    assert told.press("1").startswith("radio: "), "a digit chooses, and the focus stays on the choices"
    told.tab_to("button: Submit the reply")
    sends(told, "Received. The receipt number is")
    assert ReplyVersion.objects.count() == 1


def test_the_chair_accepts_a_reply_that_came_late(reads: Reads, asked: Asked) -> None:
    answer = Answer({question.pk: "yes" for question in asked.questions}, ())
    over(asked)
    asked.enquiry.refresh_from_db()
    replies.submit(asked.enquiry, asked.performer("br"), timezone.now(), member=asked.member("br"), answer=answer)
    told = reads(asked.world["chair"].person, "chair-late-reply", "/")
    told.tab_to("link: To do")
    sends(told, "Replies needing action")
    told.tab_to("link: Replies needing action")
    sends(told, "Brazil")
    told.tab_to("link: Brazil")
    sends(told, "Accept although late")

    told.tab_to("textbox: Reason (recorded)")
    told.types("The line was down.")
    told.tab_to("button: Accept this reply")
    sends(told, "The late reply is accepted, on record.")
    told.announced("The late reply is accepted, on record.", PATIENCE)
    assert ReplyVersion.objects.get().accepted_at is not None
