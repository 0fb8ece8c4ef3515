"""Long forms where a browser does less than usual: without a script, and after a session that ended in their middle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.agenda.models import Item
from hemicycle.correspondence.actions import letters
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.models import Letter, LetterText
from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Sitting
from tests.browser.conftest import new_context
from tests.browser.mails import next_mail, text_of
from tests.browser.registering import Delegate
from tests.browser.signed_in import opens
from tests.classes import COUNCIL_STATE
from tests.support.agenda import make_agenda

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.signed_in import Opens
    from tests.factories import World
    from tests.mail.smtp import Server

__all__ = ["opens"]
pytestmark = pytest.mark.browser

CODE = re.compile(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b")


@pytest.fixture
def draft(world: World) -> Letter:
    """A letter whose English text is to be written again."""
    by, at = Performer(world["secretariat"].person), timezone.now()
    head = Head("DM-20", 1005, at.date(), (COUNCIL_STATE.value,), "Dr. A")
    made = letters.begin(world.consultation.pk, by, at, head, template="blank")
    letters.write(made, by, at, {"en": Words("Old subject", "Old text", LetterText.State.DRAFT.value)})
    return made


@pytest.fixture
def item(world: World) -> Item:
    """The first item of a plan of three, whose sitting has not begun."""
    Sitting.objects.filter(pk=world.sitting.pk).update(state=SittingState.PLANNED.value)
    make_agenda(world)
    return Item.objects.filter(consultation=world.consultation, position__isnull=False).order_by("position")[0]


@pytest.fixture
def plain(world: World, launch: Callable[..., Browser]) -> Iterator[Page]:  # noqa: ARG001 - there is a product to open
    """A browser without scripts, in which nobody has signed in."""
    context = new_context(launch(), java_script_enabled=False)
    yield context.new_page()
    context.close()


def write(page: Page, subject: str, body: str) -> None:
    page.get_by_label("Subject").fill(subject)
    page.get_by_role("textbox", name="Text").fill(body)


def text_in(letter: Letter) -> tuple[str, str]:
    row = LetterText.objects.get(letter=letter, language="en")
    return row.subject, row.body


def test_without_a_script_one_registers(plain: Page, world: World, mailbox: Server) -> None:
    delegate = Delegate(plain, mailbox, "ana@example.org", "Ms. Ana Souza", len(mailbox.taken))
    delegate.prove_address(reverse("register", args=["test"]))
    # Without a name it is refused, and what was chosen is chosen still.
    plain.locator("select[name=member]").select_option("BR")
    plain.locator("main form .btn-primary").click()
    plain.locator("#refused a, .callout.stop a").first.click()
    assert plain.url.endswith("#id_name")
    expect(plain.locator("select[name=member]")).to_have_value("BR")
    made = delegate.register("BR")
    assert (made.person.name, made.member) == ("Ms. Ana Souza", world["br"].member)


def test_without_a_script_a_letter_is_written(draft: Letter, world: World, opens: Opens) -> None:
    address = reverse("letter_text", args=["test", draft.pk, "en"])
    page = opens(world["secretariat"].person, address, java_script_enabled=False)
    write(page, "Invitation", "A text with {nothing}")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("{nothing} cannot be filled in").wait_for()
    expect(page.get_by_role("textbox", name="Text")).to_have_value("A text with {nothing}")
    page.get_by_role("textbox", name="Text").fill("A text with {symbol}")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Check and send").wait_for()
    assert text_in(draft) == ("Invitation", "A text with {symbol}")


def test_without_a_script_time_is_planned(item: Item, world: World, opens: Opens) -> None:
    page = opens(world["secretariat"].person, reverse("plan_desk", args=["test"]), java_script_enabled=False)
    minutes, was = page.locator(f"[name=minutes-{item.pk}]"), item.minutes
    minutes.fill("9999")
    page.get_by_role("button", name="Save the plan").last.click()
    expect(minutes).to_have_attribute("aria-invalid", "true")
    expect(minutes).to_have_value("9999")
    minutes.fill("51")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(f"#when-{item.pk}")).to_contain_text("12:10–13:01")
    page.get_by_text("Nothing is saved yet.").wait_for()
    item.refresh_from_db()
    assert item.minutes == was
    page.get_by_role("button", name="Save the plan").last.click()
    page.get_by_text("The time plan is saved.").wait_for()
    item.refresh_from_db()
    assert item.minutes == 51


def test_without_a_script_somebody_is_entered(world: World, opens: Opens) -> None:
    page = opens(world["secretariat"].person, reverse("registration_new", args=["test"]), java_script_enabled=False)
    page.locator("[name=email]").fill("new@example.org")
    page.locator("main form.details-form .btn-primary").click()
    page.locator("main .callout.stop a").first.wait_for()
    expect(page.locator("[name=email]")).to_have_value("new@example.org")
    page.locator("[name=name]").fill("Mr. New")
    page.locator("select[name=member]").select_option("BR")
    page.locator("main form.details-form .btn-primary").click()
    page.get_by_text("is entered, with the status").wait_for()
    assert Registration.objects.get(person__email="new@example.org").member == world["br"].member


def end_session_and_send(page: Page, button: str) -> None:
    """All sessions end while somebody writes; sent now, nothing arrives, and they are told so."""
    Session.objects.all().delete()
    page.get_by_role("button", name=button, exact=True).last.click()
    page.get_by_text("You are signed out, so nothing was sent.").wait_for()
    page.get_by_text("Your entries are kept in this browser for a day").wait_for()


def sign_in_again(page: Page, mailbox: Server, email: str) -> None:
    """By the code that comes by mail, which leads back to where they were."""
    read = len(mailbox.taken)
    page.locator("input[name=email]").fill(email)
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").wait_for()
    code = CODE.search(text_of(next_mail(page, mailbox, email, read)))
    assert code is not None
    page.locator("input[name=code]").fill(code[0])
    page.locator("main form .btn-primary").click()
    expect(page.locator(".kept-notice")).to_be_focused()


def test_the_text_of_a_letter_outlives_its_session(draft: Letter, world: World, opens: Opens, mailbox: Server) -> None:
    person = world["secretariat"].person
    page = opens(person, reverse("letter_text", args=["test", draft.pk, "en"]))
    write(page, "Invitation", "A long text\n\nof two paragraphs")
    end_session_and_send(page, "Save")
    assert text_in(draft) == ("Old subject", "Old text")
    sign_in_again(page, mailbox, person.email)
    expect(page.get_by_label("Subject")).to_have_value("Invitation")
    expect(page.get_by_role("textbox", name="Text")).to_have_value("A long text\n\nof two paragraphs")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Check and send").wait_for()
    assert text_in(draft) == ("Invitation", "A long text\n\nof two paragraphs")


def test_a_time_plan_outlives_its_session(item: Item, world: World, opens: Opens, mailbox: Server) -> None:
    person, was = world["secretariat"].person, item.minutes
    page = opens(person, reverse("plan_desk", args=["test"]))
    page.locator("[name=pause]").fill("17")
    # One of its minutes by keyboard, in the picture, and not in the field.
    page.locator(".plan-block.item").first.click()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(f"[name=minutes-{item.pk}]")).to_have_value(str(was + 1))
    end_session_and_send(page, "Save the plan")
    item.refresh_from_db()
    assert item.minutes == was
    sign_in_again(page, mailbox, person.email)
    expect(page.locator("[name=pause]")).to_have_value("17")
    expect(page.locator(f"[name=minutes-{item.pk}]")).to_have_value(str(was + 1))
    page.get_by_role("button", name="Save the plan").last.click()
    page.get_by_text("The time plan is saved.").wait_for()
    item.refresh_from_db()
    assert item.minutes == was + 1


def test_two_tabs_of_one_browser_on_one_letter_lose_nothing(draft: Letter, world: World, opens: Opens) -> None:
    address = reverse("letter_text", args=["test", draft.pk, "en"])
    first = opens(world["secretariat"].person, address)
    second = first.context.new_page()
    second.goto(address)
    write(first, "Invitation", "The text of the first tab")
    write(second, "Invitation", "The text of the second tab")
    second.get_by_role("button", name="Save", exact=True).click()
    second.get_by_role("link", name="Check and send").wait_for()
    first.get_by_role("button", name="Save", exact=True).click()
    # Both texts are before who sent the later one; neither the server nor the browser put one in the other's place.
    first.get_by_text("Another user saved this text in the meantime").wait_for()
    expect(first.locator("details .letter-theirs")).to_contain_text("The text of the second tab")
    expect(first.get_by_role("textbox", name="Text")).to_have_value("The text of the first tab")
    assert text_in(draft) == ("Invitation", "The text of the second tab")
    # A third tab has what the server has.
    third = first.context.new_page()
    third.goto(address)
    expect(third.get_by_role("textbox", name="Text")).to_have_value("The text of the second tab")
    first.get_by_role("button", name="Save", exact=True).click()
    first.get_by_role("link", name="Check and send").wait_for()
    assert text_in(draft) == ("Invitation", "The text of the first tab")
