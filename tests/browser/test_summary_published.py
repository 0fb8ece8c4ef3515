"""From an enquiry without replies to the annex that a reader opens: as annex 1 of DM-20/1005 was made of the replies to
DM-20/1004. Everything is done on pages, but that the first letter was sent, and the second one written."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence.actions import letters
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.models import Enquiry, Letter, LetterText, Option, Question
from hemicycle.journal.record import Performer
from tests.browser import answering as acts
from tests.browser.signed_in import answers_for, clear_and_send, colleague, is_usable, opens
from tests.classes import COUNCIL_STATE
from tests.support.addressing import address
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from hemicycle.people.models import Person
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["colleague", "opens"]
pytestmark = pytest.mark.browser

STATES = {"BR": "Brazil", "FR": "France", "GH": "Ghana", "JP": "Japan", "KE": "Kenya"}
SUBJECT = {"en": "Virtual consultation of Councillors", "ar": "المشاورة الافتراضية لأعضاء المجلس"}
OPTIONS = {
    1: {"en": "Option 1: a virtual meeting in June 2020", "ar": "الخيار 1: اجتماع افتراضي في يونيو 2020"},
    2: {"en": "Option 2: a physical session at a later date", "ar": "الخيار 2: دورة حضورية في تاريخ لاحق"},
}
SESSION, FIVE_DAYS = "It should not be considered a session of the Council", "It should last five days at most"
WEEK, HOURS = "No more than one working week", "The hours of 12:00 to 15:00 should be strictly kept"
LIMITED, URGENT = "The agenda should be limited", "Only urgent items should be taken up"
SHORT, KEPT = "last five days at most", "keep to the hours"
#: As it is generated, and as the secretariat words it.
COUNTED, WORDED = "4 Council Member States supported option 1", "Several Member States supported option 1"


@pytest.fixture
def focal_points(world: World) -> dict[str, Person]:
    """Of five Council States."""
    return {code: answers_for(world, code) for code in STATES}


@pytest.fixture
def enquiry(world: World, focal_points: dict[str, Person]) -> Enquiry:  # noqa: ARG001 - who is asked
    """DM-20/1004, which was sent eight days ago, and asks the Council States which of two options they prefer."""
    now = timezone.now()
    letter = address(
        Letter.objects.create(
            consultation=world.consultation, series="DM-20", number=1004, dated=now.date(), state="sent",
            sent_at=now - timedelta(days=8),
        )
    )  # fmt: skip
    for language, subject in SUBJECT.items():
        LetterText.objects.create(letter=letter, language=language, subject=subject, body=subject)
    asked = Enquiry.objects.create(
        letter=letter, kind="options", asked=["council_state"], conditions=True,
        deadline_day=(now + timedelta(days=2)).date(),
    )  # fmt: skip
    question = Question.objects.create(enquiry=asked, number=1, title={"en": "Which option?", "ar": "أي خيار؟"})
    for place, label in OPTIONS.items():
        Option.objects.create(question=question, key="ab"[place - 1], position=place, label=label)
    return asked


@pytest.fixture
def draft(world: World) -> Letter:
    """DM-20/1005, written in six languages, which is to bring the summary."""
    by, now = Performer(world["secretariat"].person), timezone.now()
    head = Head("DM-20", 1005, now.date(), (COUNCIL_STATE.value,), "Dr. A")
    made = letters.begin(world.consultation.pk, by, now, head, template="blank")
    checked = LetterText.State.CHECKED.value
    letters.write(made, by, now, {code: Words(f"Subject {code}", f"Text {code}", checked) for code in LANGUAGES})
    return made


def the_states_answer(forms: dict[str, Page]) -> None:
    """Four of them for option 1, on conditions."""
    acts.answer(forms["BR"], 1, ("form", SESSION), ("duration", FIVE_DAYS))
    acts.answer(forms["FR"], 1, ("agenda", LIMITED))
    acts.answer(forms["GH"], 2)
    acts.answer(forms["JP"], 1, ("duration", WEEK), ("agenda", URGENT))
    acts.answer(forms["KE"], 1, ("duration", HOURS))


def the_conditions_are_gathered(sorting: Page) -> None:
    acts.write_lead_in(sorting, "Duration", "The meeting should:", "ينبغي للاجتماع:")
    acts.create_cluster(sorting, "Duration", SHORT, "ألا يتجاوز خمسة أيام")
    acts.create_cluster(sorting, "Duration", KEPT, "أن يتقيد بالساعات")
    acts.gather(sorting, SHORT, FIVE_DAYS, WEEK, HOURS)
    acts.move(sorting, HOURS, KEPT)
    is_usable(sorting)


def the_summary_is_generated_and_edited(summary: Page) -> None:
    summary.get_by_role("button", name="Generate").click()
    text = summary.get_by_role("textbox", name="Text")
    expect(text).to_have_value(re.compile("The conditions concern form, duration and agenda"))
    expect(text).to_have_value(re.compile(r"1 condition has been met\."))
    acts.word_anew(summary, COUNTED, WORDED)
    is_usable(summary)


def it_is_generated_again_and_the_edited_text_is_kept_until_somebody_replaces_it(summary: Page) -> None:
    summary.reload()
    summary.get_by_text("Replies or conditions have changed since it was generated.").wait_for()
    summary.locator(".summary-outdated").get_by_role("button", name="Generate again").click()
    summary.get_by_text("Edited texts were not changed.").wait_for()
    text = summary.get_by_role("textbox", name="Text")
    expect(text).to_have_value(re.compile(WORDED))
    expect(summary.locator("#changes")).to_contain_text("1 condition was withdrawn.")
    acts.replace_with_generated(summary)
    expect(text).not_to_have_value(re.compile(WORDED))
    expect(text).to_have_value(re.compile(r"1 condition was withdrawn\."))
    acts.word_anew(summary, COUNTED, WORDED)


def it_becomes_an_annex(summary: Page, draft: Letter) -> None:
    summary.get_by_label("Draft letter").select_option(str(draft.pk))
    summary.get_by_role("button", name="Make annex in every language").click()
    summary.get_by_text("The summary is annex 1 of letter DM-20/1005").wait_for()


def the_annex_is_no_longer_true_and_takes_the_new_text(sending: Page) -> None:
    """What nobody edited follows at once; the edited text is looked at first."""
    check = sending.url
    sending.get_by_text("Annex 1 does not match the present replies").wait_for()
    is_usable(sending)
    sending.get_by_role("button", name="Use the new text").click()
    sending.get_by_text("the edited text is kept: English").wait_for()
    sending.get_by_role("link", name="Summary", exact=True).click()
    acts.replace_with_generated(sending)
    acts.word_anew(sending, COUNTED, WORDED)
    sending.goto(check)
    sending.get_by_role("button", name="Use the new text").click()
    sending.get_by_text("Annex 1: the new text is used.").wait_for()
    expect(sending.get_by_text("does not match the present replies")).to_have_count(0)


def a_reader_opens_the_annex(reading: Page) -> None:
    """Sentences, headings and lead-in, and no State; on the page and on paper."""
    sheet = reading.locator("article.letter-sheet")
    for heading in ("Form", "Duration"):
        sheet.get_by_role("heading", name=heading, exact=True).wait_for()
    expect(sheet.get_by_role("heading", name="Draft agenda")).to_have_count(0)
    expect(sheet).to_contain_text(f"{WORDED}: a virtual meeting in June 2020.")
    expect(sheet).to_contain_text("The conditions concern form and duration")
    expect(sheet).to_contain_text("The meeting should:")
    expect(sheet.get_by_role("listitem").filter(has_text=SHORT)).to_be_visible()
    for name in STATES.values():
        expect(sheet.locator(".letter-annex")).not_to_contain_text(name)
    is_usable(reading)
    paper = text_of(reading.request.get(f"{reading.url}?language=en&format=pdf").body())
    assert WORDED in " ".join(paper.split())
    assert not [name for name in STATES.values() if name in paper]
    reading.get_by_role("navigation", name="Languages").get_by_role("link", name="العربية").click()
    expect(sheet).to_contain_text("ينبغي للاجتماع:")
    expect(sheet).to_contain_text("ألا يتجاوز خمسة أيام")
    is_usable(reading)


def test_a_summary_goes_from_the_first_reply_to_the_annex_that_a_reader_opens(
    enquiry: Enquiry,
    draft: Letter,
    focal_points: dict[str, Person],
    colleague: Person,
    world: World,
    opens: Opens,
) -> None:
    def at_enquiry(person: Person, name: str) -> Page:
        return opens(person, reverse(name, args=["test", enquiry.pk]))

    secretariat = world["secretariat"].person
    forms = {code: at_enquiry(person, "reply") for code, person in focal_points.items()}
    the_states_answer(forms)
    sorting, comparing = at_enquiry(secretariat, "enquiry_conditions"), at_enquiry(colleague, "enquiry_conditions")
    the_conditions_are_gathered(sorting)
    acts.record(sorting, HOURS, "met", "The time management plan has sittings from 12:00 to 15:00 alone.")
    acts.confirm(comparing, HOURS)
    summary = at_enquiry(secretariat, "enquiry_summary")
    the_summary_is_generated_and_edited(summary)
    acts.record(sorting, LIMITED, "withdrawn", "Telephone call of Ms. Focal FR.")
    acts.confirm(comparing, LIMITED)
    it_is_generated_again_and_the_edited_text_is_kept_until_somebody_replaces_it(summary)
    it_becomes_an_annex(summary, draft)

    acts.withdraw_condition(forms["JP"], URGENT)
    sending = opens(secretariat, reverse("letter_send", args=["test", draft.pk]))
    the_annex_is_no_longer_true_and_takes_the_new_text(sending)
    clear_and_send(sending, comparing, draft)
    a_reader_opens_the_annex(opens(focal_points["GH"], reverse("letter", args=["test", "DM-20/1005"])))
