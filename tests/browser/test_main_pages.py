"""The main pages as few see them: at 400 %, in forced colours, without motion, by Tab alone, without a script."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Question
from hemicycle.journal.record import Performer
from hemicycle.ops.simulation.cast import session_of
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.actions.planning import publish_plan
from hemicycle.sittings.models import Sitting
from tests.browser.conftest import new_context
from tests.correspondence.conftest import Asked
from tests.support.agenda import NOW, make_agenda
from tests.web.replies.replying import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django import Settings

    from tests.factories import World

    Opens = Callable[..., Page]

pytestmark = pytest.mark.browser

#: What WCAG calls 400 %: a window of 1280 by 1024 at that zoom.
AT_400 = {"width": 320, "height": 256}
PHONE = {"width": 390, "height": 844}
OF_CONSULTATION = (
    "people_desk", "members_desk", "letters_desk", "participants", "permissions", "write_mail", "registration_new",
    "agenda", "agenda_desk", "plan_desk", "time_plan", "enquiries", "replies_waiting", "letterhead", "imports",
    "to_do", "desk_search", "sittings_desk", "terms",
)  # fmt: skip


@pytest.fixture
def opens(world: World, launch: Callable[..., Browser], settings: Settings) -> Iterator[Opens]:
    """A page of the consultation as somebody."""
    contexts: list[BrowserContext] = []

    def go(who: str, name: str, *arguments: Any, language: str = "en", **options: Any) -> Page:
        # What has the focus is in its place at once, and not after a smooth way.
        context = new_context(launch(), **{"reduced_motion": "reduce", **options})
        contexts.append(context)
        cookies = {"sessionid": session_of(world[who].person), "django_language": language}
        context.add_cookies(
            [{"name": key, "value": value, "url": settings.PUBLIC_ADDRESS} for key, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(address(name, *arguments))
        return page

    yield go
    for context in contexts:
        context.close()


def address(name: str, *arguments: Any) -> str:
    bare = name in {"home", "account_security"}
    return reverse(name, args=arguments if bare else ["test", *arguments])


@pytest.fixture
def planned(world: World) -> World:
    """With an agenda, and a sitting that has not begun."""
    Sitting.objects.filter(pk=world.sitting.pk).update(state=SittingState.PLANNED.value)
    make_agenda(world)
    return world


@pytest.fixture
def asked(world: World) -> Asked:
    """Twelve items, with conditions, that two States answered."""
    enquiry = ask(world, conditions=True)
    questions = [
        Question.objects.create(enquiry=enquiry, listing="urgent", number=number, title={"en": f"Item {number}"})
        for number in range(1, 13)
    ]
    made = Asked(world, enquiry, questions)
    for name in ("br", "jp"):
        made.mandate(name, start=timezone.now() - timedelta(days=1))
        words = tuple((heading, f"{heading} {name}") for heading in ("duration", "form", "duration", "form"))
        answer = Answer({question.pk: "yes" for question in questions}, words)
        replies.submit(enquiry, made.performer(name), timezone.now(), member=made.member(name), answer=answer)
    return made


#: What of the rows is no card: within the window, framed, apart, and nothing in it cut.
NOT_CARDS = """(selector) => {
  const rows = [...document.querySelectorAll(selector)], bad = [];
  if (rows.length < 2) bad.push("too few rows");
  rows.forEach((row, number) => {
    const style = getComputedStyle(row), box = row.getBoundingClientRect();
    const before = number && rows[number - 1].getBoundingClientRect();
    if (!row.closest(".cards")) bad.push(`${number}: its list is not of cards`);
    if (box.left < 0 || box.right > innerWidth) bad.push(`${number}: wider than the window`);
    if (!parseFloat(style.borderInlineStartWidth) || !parseFloat(style.borderRadius)) bad.push(`${number}: no frame`);
    if (before && before.bottom > box.top - 8 && before.top < box.top) bad.push(`${number}: not apart`);
    for (const part of row.querySelectorAll("th, td, .field, input:not([type=hidden]), select, .choice")) {
      const own = part.getBoundingClientRect();
      if (own.width && (own.left < box.left - 1 || own.right > box.right + 1)) bad.push(`${number}: ${part.outerHTML}`);
    }
  });
  return bad.slice(0, 3);
}"""

#: The lists with bullets or numbers in cards, and how far each stands in from the text of what it is in.
INSET = """() => [...document.querySelectorAll("main .card :is(ul, ol)")]
  .filter((list) => getComputedStyle(list).listStyleType !== "none")
  .map((list) => {
    const side = getComputedStyle(list).direction === "rtl" ? "right" : "left";
    const [item, around] = [list.querySelector("li"), list.parentElement].map((one) => one.getBoundingClientRect());
    const padding = parseFloat(getComputedStyle(list.parentElement)[side === "left" ? "paddingLeft" : "paddingRight"]);
    return Math.round(Math.abs(item[side] - around[side]) - padding);
  })"""

HIDDEN = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const whole = at.getBoundingClientRect();
  const left = Math.max(0, whole.left), top = Math.max(0, whole.top);
  const width = Math.min(innerWidth, whole.right) - left, height = Math.min(innerHeight, whole.bottom) - top;
  const label = at.labels?.[0];
  const own = (hit) => hit && (at.contains(hit) || hit.contains(at) || label?.contains(hit));
  for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
    if (own(document.elementFromPoint(left + width * x, top + height * y))) return "";
  }
  return at.outerHTML.slice(0, 120);
}"""


def covered(page: Page, stops: int = 150) -> list[str]:
    """What has the focus, on the way by Tab through a page, and is wholly beneath something else."""
    found = []
    for _stop in range(stops):
        page.keyboard.press("Tab")
        hidden = page.evaluate(HIDDEN)
        if hidden is None:
            break
        if hidden:
            found.append(hidden)
    return found


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 720}, AT_400], ids=["wide", "400"])
def test_the_bar_of_the_time_plan_covers_no_focus(planned: World, opens: Opens, viewport: dict[str, int]) -> None:  # noqa: ARG001
    assert covered(opens("secretariat", "plan_desk", viewport=viewport)) == []


@pytest.mark.parametrize("viewport", [{"width": 800, "height": 600}, PHONE, AT_400], ids=["narrow", "phone", "400"])
def test_no_column_that_stays_covers_the_focus(opens: Opens, viewport: dict[str, int]) -> None:
    for name in ("people_desk", "permissions"):
        assert covered(opens("secretariat", name, viewport=viewport)) == [], name


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 720}, AT_400], ids=["wide", "400"])
def test_no_bar_of_an_enquiry_covers_the_focus(asked: Asked, opens: Opens, viewport: dict[str, int]) -> None:
    for name in ("enquiry_matrix", "enquiry_conditions"):
        assert covered(opens("secretariat", name, asked.enquiry.pk, viewport=viewport)) == [], name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_a_window_at_400_per_cent(planned: World, opens: Opens, language: str) -> None:  # noqa: ARG001
    page = opens("secretariat", "home", language=language, viewport=AT_400)
    wide = []
    for name in ("home", "members", "account_security", *OF_CONSULTATION):
        answer = page.goto(address(name))
        assert answer is not None
        assert answer.ok, name
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    assert wide == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_settings_and_the_time_plan_are_cards_on_a_telephone(planned: World, opens: Opens, language: str) -> None:
    by = Performer(planned["secretariat"].person)
    publish_plan(planned.consultation.pk, by, NOW, editions=(0, 0), symbol="VC/3", titles_stand=True)
    lists = {
        "registration_settings": ".quotas > tbody > tr",
        "rule_sources": ".table > tbody > tr",
        "plan_desk": ".plan-edit > tbody > tr",
        "time_plan": ".plan-table > tbody > tr",
    }
    page = opens("secretariat", "home", language=language, viewport=PHONE)
    told = {}
    for name, rows in lists.items():
        page.goto(address(name))
        told[name] = page.evaluate(NOT_CARDS, rows)
    assert told == {name: [] for name in lists}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_items_of_a_reply_are_cards_on_a_telephone(asked: Asked, opens: Opens, language: str) -> None:
    page = opens("br", "reply", asked.enquiry.pk, language=language, viewport=PHONE)
    assert page.evaluate(NOT_CARDS, ".questions > .question") == []
    page.goto(address("reply_receipt", asked.enquiry.pk, asked.member("br").code, 1))
    assert page.evaluate(NOT_CARDS, ".answers > tbody > tr") == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_list_is_cards_on_a_telephone(opens: Opens, language: str) -> None:
    page = opens("secretariat", "people_desk", language=language, viewport=PHONE)
    row = page.locator(".table.people > tbody > tr").first
    assert row.evaluate("row => getComputedStyle(row).display") == "grid"
    # Still a table to whoever hears it, with everything in it.
    table = page.get_by_role("table").last
    expect(table).to_be_visible()
    expect(table.get_by_role("rowheader").first).to_be_visible()
    expect(table.get_by_role("cell").nth(1)).to_be_visible()
    cut = page.evaluate(
        "[...document.querySelectorAll('.cards td, .cards th')].filter(cell => cell.scrollWidth > cell.clientWidth + 1"
        " && getComputedStyle(cell).display !== 'none').map(cell => cell.textContent.trim())"
    )
    assert cut == []
    box = row.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    label = "getComputedStyle(document.querySelector('.cards td[data-label]'), '::before').content"
    assert len(page.evaluate(label)) > 2
    # It is searched and sorted as on a wide screen, and its acts are there.
    page.locator(".people > thead .sorts").first.click()
    expect(page.locator("th[aria-sort=ascending]")).to_be_visible()
    expect(page.locator(".cards input[name=registration]").first).to_be_visible()


def test_what_is_chosen_is_seen_in_forced_colours(asked: Asked, opens: Opens) -> None:
    page = opens("br", "reply", asked.enquiry.pk, forced_colors="active")
    edge = "span => getComputedStyle(span).outlineStyle + getComputedStyle(span).outlineWidth"
    chosen = page.locator(".choice input:checked + span").first.evaluate(edge)
    others = page.locator(".choice input:not(:checked) + span").first.evaluate(edge)
    assert chosen != others
    page = opens("secretariat", "people_desk", forced_colors="active")
    outline = "link => getComputedStyle(link).outlineStyle"
    here = page.locator(".desk-side a[aria-current=page]").first.evaluate(outline)
    assert here != page.locator(".desk-side a:not([aria-current])").first.evaluate(outline)
    page = opens("secretariat", "enquiry_desk", asked.enquiry.pk, forced_colors="active")
    line = "link => getComputedStyle(link).borderBlockEndColor"
    here = page.locator(".desk-nav a[aria-current=page]").first.evaluate(line)
    assert here != page.locator(".desk-nav a:not([aria-current])").first.evaluate(line)


def test_nothing_moves_for_whoever_wants_no_motion(opens: Opens) -> None:
    page = opens("secretariat", "home")
    for name in ("home", "people_desk", "write_mail", "agenda"):
        page.goto(address(name))
        assert page.evaluate("document.getAnimations().length") == 0, name
        moving = (
            "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration !== '0s'"
            " || getComputedStyle(one).scrollBehavior === 'smooth').length"
        )
        assert page.evaluate(moving) == 0, name


def test_a_form_works_without_a_script(opens: Opens) -> None:
    page = opens("secretariat", "write_mail", java_script_enabled=False)
    page.locator("button[name=step][value=preview]").click()
    expect(page.locator("#refused")).to_be_visible()
    assert page.title().startswith("Error: ")
    page.locator("#refused a").first.click()
    page.wait_for_url("**#id_subject_en")


def test_what_was_typed_when_a_session_ended_is_back_in_the_form(
    world: World, opens: Opens, settings: Settings
) -> None:
    page = opens("secretariat", "write_mail")
    page.locator("[name=subject_en]").fill("A subject")
    page.locator("[name=body_en]").fill("A long text")
    Session.objects.all().delete()
    page.locator("button[name=step][value=preview]").click()
    page.get_by_text("You are signed out, so nothing was sent.").wait_for()
    page.get_by_text("Your entries are kept in this browser for a day").wait_for()
    back = page.evaluate("new URLSearchParams(location.search).get('next')")
    session = session_of(world["secretariat"].person)
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": settings.PUBLIC_ADDRESS}])
    page.goto(back)
    expect(page.locator("[name=subject_en]")).to_have_value("A subject")
    expect(page.locator("[name=body_en]")).to_have_value("A long text")
    expect(page.locator(".kept-notice")).to_be_focused()
    page.locator("button[name=step][value=preview]").click()
    page.locator(".mail-preview, #refused").first.wait_for()
    page.goto(back)
    expect(page.locator(".kept-notice")).to_have_count(0)


@pytest.mark.parametrize("where", ["home", "room"])
def test_the_end_of_a_session_is_said_and_put_off_by_keyboard(opens: Opens, planned: World, where: str) -> None:
    page = opens("br", "home")
    if where == "room":
        page.goto(reverse("room", args=[planned.sitting.pk]))
    page.clock.install()
    page.reload()
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=115))
    page.clock.fast_forward("01:05")
    stay = page.get_by_role("button", name="Stay signed in")
    expect(stay).to_be_visible()
    expect(page.get_by_text("You will be signed out at")).to_be_visible()
    stay.focus()
    page.keyboard.press("Enter")
    expect(stay).to_be_hidden()
    expect(page.locator("main")).to_be_focused()
    assert UserSession.objects.latest("last_seen_at").last_seen_at > timezone.now() - timedelta(minutes=5)


def test_a_refused_form_has_the_focus_on_what_says_so(opens: Opens) -> None:
    page = opens("secretariat", "registration_new")
    page.locator("main form.details-form button[type=submit]").click()
    summary = page.locator("main .callout.stop[role=alert]").first
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    summary.locator("a").first.click()
    invalid = page.evaluate("document.activeElement.getAttribute('aria-invalid')")
    assert invalid == "true"


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("ar", 390)])
def test_bullets_of_a_list_in_a_card_stand_within_it(opens: Opens, language: str, width: int) -> None:
    page = opens("secretariat", "end", language=language, viewport={"width": width, "height": 900})
    inset = page.evaluate(INSET)
    assert inset
    assert min(inset) >= 16, inset
