"""What people print from a page: what it says, and nothing to press, to fill in, or that sticks to a window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Question
from hemicycle.journal.record import Performer
from hemicycle.sittings.actions.planning import publish_plan
from tests.browser.signed_in import opens
from tests.correspondence.conftest import Asked
from tests.support.agenda import NOW, make_agenda
from tests.web.replies.replying import ask
from tests.web.support.test_connection_tests import measured_of

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]
pytestmark = pytest.mark.browser

#: What of a page is seen and is no part of what it says, or would lie over each sheet.
PRESSED = """() => [...document.querySelectorAll('body *')].filter((at) => {
  if (!at.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const box = at.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return false;
  const style = getComputedStyle(at);
  const field = at.matches('input:not([type=checkbox], [type=radio]), select, textarea');
  return at.matches('nav:not(.crumbs), button, [type=checkbox], [type=radio], .btn, .acts, .skip, .site-top, [popover]')
    || (field && style.borderInlineStartWidth !== '0px') || ['fixed', 'sticky'].includes(style.position);
}).map((at) => at.outerHTML.slice(0, 120))"""


#: A sheet of A4 between the margins of Chromium, in CSS pixels, and what of a page is wider.
A4: ViewportSize = {"width": 718, "height": 1047}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: What is seen in fields.
TYPED = """() => [...document.querySelectorAll('main :is(input:not([type=hidden]), textarea)')]
  .filter((field) => field.checkVisibility()).map((field) => field.value).join(' ')"""


@dataclass(frozen=True)
class Printed:
    """A page that people print.

    Attributes:
        who: Who prints it, as the world names them.
        says: What must be on paper.
        sheets: Of A4 it takes, where that is said.
    """

    who: str
    address: str
    says: tuple[str, ...]
    sheets: int | None = None


@pytest.fixture
def printed(world: World) -> dict[str, Printed]:
    """What people print, each with what it has to say: an agenda, a plan and a letter that Brazil has answered."""
    desk, now = Performer(world["secretariat"].person), timezone.now()
    key = world.consultation.pk
    for item in world.items:
        item.title = {"en": f"Item {item.number}"}
        item.save()
    make_agenda(world)
    publish_agenda(key, desk, NOW, edition=0, symbol="VC/1", titles_stand=True)
    publish_plan(key, desk, NOW, editions=(0, 0), symbol="VC/3", titles_stand=True)
    enquiry = ask(world, conditions=True, number=1006)
    questions = [
        Question.objects.create(enquiry=enquiry, listing="urgent", number=number, title={"en": f"Question {number}"})
        for number in (1, 2, 3)
    ]
    made = Asked(world, enquiry, questions)
    made.mandate("br", start=now - timedelta(days=9))
    answer = Answer({questions[0].pk: "yes", questions[1].pk: "no"}, (("duration", "Five days at most"),))
    replies.submit(enquiry, made.performer("br"), now, member=made.member("br"), answer=answer)
    of = ["test", enquiry.pk]
    blocked = {way: {"state": "unanswered"} for way in ("udp", "tcp", "relay")}
    test = measured_of(world, line={"way": "none"}, ways=blocked, push={"transport": "sse"})
    about = ["test", test.pk]
    return {
        "connection test": Printed(
            "br", reverse("connection_test_result", args=about), (test.code, "Sound and picture cannot start"), sheets=1
        ),
        "letter to a network": Printed(
            "br", reverse("connection_test_letter", args=about), (test.code, "A proxy must not ask"), sheets=1
        ),
        "agenda": Printed("br", reverse("agenda", args=["test"]), ("VC/1", "Item 1")),
        "participants": Printed("br", reverse("participants", args=["test"]), (world["br"].person.name, "Brazil")),
        "letter": Printed("br", reverse("letter", args=["test", "DM-20/1006"]), ("Which items?", "Please reply.")),
        "reply": Printed("br", reverse("reply", args=of), ("Question 1", "Yes", "Question 3", "Five days at most")),
        "receipt": Printed("br", reverse("reply_receipt", args=[*of, "BR", 1]), ("Question 1", "Five days at most")),
        "time plan": Printed("br", reverse("time_plan", args=["test"]), ("VC/3", "Item 1", "35")),
        "summary": Printed("secretariat", reverse("enquiry_summary", args=of), ("Summary of replies",)),
        "matrix": Printed("secretariat", reverse("enquiry_matrix", args=of), ("Brazil", "Question 3")),
        "turns": Printed("secretariat", reverse("turns", args=[world.sitting.pk]), ("Turns taken",)),
        "guide": Printed("br", reverse("guide", args=["test"]), ("Before the day",)),
        "registration": Printed("br", reverse("registration", args=["test"]), (world["br"].person.name,)),
        "plan desk": Printed("secretariat", reverse("plan_desk", args=["test"]), ("Item 1", "35")),
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_on_paper_is_what_it_says(
    printed: dict[str, Printed], world: World, opens: Opens, language: str
) -> None:
    found, missing = dict[str, list[str]](), dict[str, list[str]]()
    for name, paper in printed.items():
        page = opens(world[paper.who].person, paper.address, language, viewport={"width": 1440, "height": 900})
        page.emulate_media(media="print")
        found[name] = page.evaluate(PRESSED)
        words = page.locator("main").inner_text() + page.evaluate(TYPED)
        missing[name] = [said for said in paper.says if said not in words] if language == "en" else []
        if paper.sheets is not None:
            sheets = len(PdfReader(BytesIO(page.pdf(format="A4"))).pages)
            page.set_viewport_size(A4)
            wider = page.evaluate(WIDER)
            if (sheets, wider) != (paper.sheets, 0):
                found[name].append(f"{sheets} sheets, {wider} pixels cut off")
    assert {name: what for name, what in found.items() if what} == {}
    assert {name: what for name, what in missing.items() if what} == {}
