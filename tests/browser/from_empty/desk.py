"""What people do at the pages of a consultation, by the names that they would give it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZipFile

from playwright.sync_api import FilePayload, expect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from playwright.sync_api import Page

Text = dict[str, str]
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
#: Opens what a field is folded in, so that it can be filled in.
_UNFOLD = "(one) => { for (; one; one = one.parentElement) if (one.tagName === 'DETAILS') one.open = true }"


def fill(page: Page, **fields: str | bool | Sequence[str]) -> None:
    """Fill in fields by their names: typed, chosen, or ticked; of several boxes, those with these values."""
    for name, value in fields.items():
        field = page.locator(f"main [name='{name}']:not([type=hidden])")
        field.first.evaluate(_UNFOLD)
        if isinstance(value, bool):
            field.set_checked(value)
        elif not isinstance(value, str):
            for box in field.all():
                box.set_checked(box.get_attribute("value") in value)
        elif field.first.get_attribute("type") == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif field.evaluate("(one) => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def texts(name: str, text: Text, between: str = "-") -> dict[str, str]:
    """The fields of a text in each of its languages."""
    return {f"{name}{between}{code}": words for code, words in text.items()}


def press(page: Page, button: str, *, then: str = "") -> None:
    """Press a button; ``then`` is what the page says afterwards."""
    page.get_by_role("button", name=button, exact=True).first.click()
    if then:
        page.get_by_text(then).first.wait_for()


def attach(page: Page, name: str, content: bytes) -> None:
    """Choose the one file of a form."""
    page.locator("main input[type=file]").first.set_input_files([FilePayload(name=name, mimeType="", buffer=content)])


def table(rows: Sequence[Mapping[str, object]]) -> bytes:
    """A spreadsheet of these rows, as CSV."""
    text = io.StringIO()
    headings = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of files."""
    content = io.BytesIO()
    with ZipFile(content, "w") as packed:
        for name, file in files.items():
            packed.writestr(name, file)
    return content.getvalue()


@dataclass
class Desk:
    """Somebody of the secretariat at the desk of a consultation."""

    page: Page
    slug: str

    def goes_to(self, path: str) -> None:
        """Open one of its pages: ``desk/items/``."""
        self.page.goto(f"/consultations/{self.slug}/{path}")

    # Setting up

    @classmethod
    def begins(cls, page: Page, slug: str, basis: str, **fields: str) -> Desk:
        """An administrator begins a consultation of a new body, whose first secretariat they become.

        Args:
            basis: ``preset:council``, or ``blank``.
        """
        page.get_by_role("link", name="Begin a consultation").first.click()
        body = {"body": "new", "body_name": slug.title(), "body_slug": slug}
        fill(page, slug=slug, basis=basis, **body, **fields)
        press(page, "Begin the consultation", then="The consultation is begun")
        return cls(page, slug)

    def adds_list(self, key: str, rule: str, name: Text, phrase: Text | None = None) -> None:
        """Add a list of items."""
        self.goes_to("desk/new-list/")
        fill(self.page, key=key, rule=rule, **texts("name", name, "_"), **texts("phrase", phrase or {}, "_"))
        press(self.page, "Save", then="The list is added.")

    def adds_class(self, key: str, name: Text, **more: str | bool | Sequence[str]) -> None:
        """Add a class of participants."""
        self.goes_to("desk/classes/new/")
        fill(self.page, key=key, **texts("one", name, "_"), **more)
        press(self.page, "Save", then="The class is added.")

    def adds_kind_of_member(self, key: str, name: Text, **more: str | bool) -> None:
        """Add a kind of Members to the body."""
        self.goes_to("desk/body/kinds/new/")
        fill(self.page, key=key, **texts("one", name, "_"), **more)
        press(self.page, "Save", then="It is added.")

    def imports(self, kind: str, content: bytes, name: str, rows: int) -> None:
        """Have a file checked, and import all its rows, which are new and have no error."""
        self.goes_to("desk/imports/")
        fill(self.page, kind=kind)
        attach(self.page, name, content)
        press(self.page, "Check this file")
        button = self.page.get_by_role("button", name="Import the rows without errors")
        button.wait_for()
        expect(self.page.locator(".fact", has_text="With errors")).to_contain_text("0")
        expect(self.page.locator(".fact", has_text="New")).to_contain_text(str(rows))
        if (names := self.page.locator("[name=names_confirmed]")).count():
            names.check()
        button.click()
        self.page.get_by_role("heading", name="Imported").wait_for()

    def invites_all_members(self) -> None:
        """Every Member of the body takes part."""
        self.goes_to("members/")
        press(self.page, "Invite all Members", then="invited")

    def confirms_everybody(self, number: int) -> None:
        """Confirm every registration that waits, in one act."""
        self.goes_to("desk/people/?status=endorsed")
        self.page.locator("[name=all]").check()
        press(self.page, "Confirm")
        expect(self.page.locator("main")).to_contain_text(f"{number} registration")
        self.page.locator("main form button.btn-primary").click()
        expect(self.page.locator("main")).to_contain_text(f"Your last action on {number} registration")

    def enters_sittings(
        self, first: date, last: date, opens: str, closes: str, *, weekends: bool = False, before: int = 0
    ) -> None:
        """A sitting on each day of these; ``before``: so many are there already."""
        self.goes_to("desk/time-plan/days/")
        days = {"first": first.isoformat(), "last": last.isoformat()}
        fill(self.page, **days, opens=opens, closes=closes, weekends=weekends)
        press(self.page, "Add the series")
        number = (last - first).days + 1
        expect(self.page.locator("[name^=drop-]")).to_have_count(before + number)

    def limits_days(self, most: int, why: Text) -> None:
        """On how many days the consultation may sit, and who says so."""
        self.goes_to("desk/time-plan/limit/")
        fill(self.page, most=str(most), **texts("reason", why, "_"))
        press(self.page, "Save")
        self.page.wait_for_url(re.compile("/days/$"))

    def lets_preside(self, name: str) -> None:
        """Somebody presides over every sitting."""
        self.goes_to("desk/time-plan/presiding/")
        for sitting in self.page.locator("main select[name^=sitting-]").all():
            sitting.select_option(sitting.locator("option", has_text=name).get_attribute("value"))
        press(self.page, "Save")
        self.page.get_by_text(re.compile("(is|are) saved")).first.wait_for()

    def cites(self, rule: str, source: Text) -> None:
        """Where the body's own texts say what a rule says."""
        self.goes_to(f"desk/sources/{rule}/")
        fill(self.page, **source)
        press(self.page, "Save", then="The source is saved.")

    # Letters

    def sets_letterhead(self, body: Text, place: Text) -> None:
        """What stands at the head of letters."""
        self.goes_to("desk/letters/letterhead/")
        fill(self.page, **texts("body", body, "_"), **texts("place", place, "_"))
        self.page.locator("form", has=self.page.locator("[name=body_en]")).get_by_role("button", name="Save").click()

    def limits_extensions(self, most: int) -> None:
        """How many times a deadline is extended at most."""
        self.goes_to("desk/letters/letterhead/")
        fill(self.page, most_extensions=str(most))
        form = self.page.locator("form", has=self.page.locator("[name=most_extensions]"))
        form.get_by_role("button", name="Save").click()
        self.page.get_by_text("The limit of extensions is saved.").wait_for()

    def begins_extension(self, symbol: str, number: int, until: date) -> int:
        """Begin the letter that extends a deadline, with our text; returns its key."""
        self.goes_to("desk/letters/new/")
        fill(self.page, template="extension", number=str(number), new_day=until.isoformat())
        extended = self.page.locator("[name=extends]")
        extended.select_option(label=symbol)
        press(self.page, "Create letter", then="is created")
        found = re.search(r"letters/(\d+)/", self.page.url)
        assert found is not None
        return int(found[1])

    def begins_letter(self, template: str, series: str, number: int, dated: date | None = None) -> int:
        """Begin a letter; returns its key."""
        self.goes_to("desk/letters/new/")
        fill(self.page, template=template, series=series, number=str(number))
        if dated is not None:
            fill(self.page, dated=dated.isoformat())
        press(self.page, "Create letter", then="is created")
        found = re.search(r"letters/(\d+)/", self.page.url)
        assert found is not None
        return int(found[1])

    def heads_letter(self, letter: int, **fields: str | bool | Sequence[str]) -> None:
        """Its head and foot: to whom it goes, who signs."""
        self.goes_to(f"desk/letters/{letter}/")
        fill(self.page, **fields)
        self.page.locator("form", has=self.page.locator("[name=signatory]")).get_by_role("button", name="Save").click()
        self.page.get_by_text("The letter is saved.").wait_for()

    def writes_letter(self, letter: int, language: str, subject: str, body: str) -> None:
        """The text in one language, which somebody has checked; the page of the next language follows."""
        self.goes_to(f"desk/letters/{letter}/texts/{language}/")
        fill(self.page, subject=subject, body=body, state="checked")
        self.page.locator("main button.btn-primary", has_text="Save").click()
        self.page.wait_for_load_state()

    def asks(self, letter: int, **fields: str | bool | Sequence[str]) -> None:
        """What a letter asks, of whom, and until when."""
        self.goes_to(f"desk/letters/{letter}/asks/")
        fill(self.page, **fields)
        press(self.page, "Save")
        self.page.wait_for_url(re.compile(rf"letters/{letter}/$"))

    def asks_about_all_items(self, letter: int, **fields: str | bool | Sequence[str]) -> None:
        """Put every item to the Members."""
        self.goes_to(f"desk/letters/{letter}/asks/")
        self.page.get_by_label("All the items").check()
        fill(self.page, **fields)
        press(self.page, "Save")
        self.page.wait_for_url(re.compile(rf"letters/{letter}/$"))

    def adds_annex(self, letter: int, kind: str, words: Mapping[str, tuple[str, str]]) -> None:
        """Add an annex with its title and text in each language."""
        self.goes_to(f"desk/letters/{letter}/")
        fill(self.page, kind=kind)
        press(self.page, "Add an annex", then="Write it in each language.")
        titles = {f"{code}-title": title for code, (title, _body) in words.items()}
        fill(self.page, **titles, **{f"{code}-body": body for code, (_title, body) in words.items()})
        self.page.locator("main form.letter-form button.btn-primary").first.click()
        self.page.wait_for_load_state()

    def submits_for_clearance(self, letter: int) -> None:
        """Hand a letter in to a colleague."""
        self.goes_to(f"desk/letters/{letter}/preview/")
        press(self.page, "Submit for clearance", then="A colleague who did not submit it must clear it.")

    def clears(self, letter: int) -> None:
        """Clear a letter that a colleague submitted."""
        self.goes_to(f"desk/letters/{letter}/preview/")
        press(self.page, "Clear the letter", then="The letter is cleared.")

    def sends(self, letter: int, instead: str = "en") -> None:
        """Check a letter and send it; readers of each missing language get another one."""
        self.goes_to(f"desk/letters/{letter}/send/")
        for choice in self.page.locator(".letter-choice select").all():
            choice.select_option(instead)
        for doubt in self.page.locator("main [name=doubt], main [name=unreachable]").all():
            doubt.check()
        self.page.locator("main button", has_text="Send letter").click()
        self.page.get_by_role("heading", name="Log by Member").wait_for()

    def names_focal_point(self, member: str, address: str, name: str, language: str = "en") -> None:
        """Name who answers for a Member, from now on, with the note that says so."""
        self.goes_to(f"delegations/{member}/name/")
        fill(self.page, email=address, name=name, language=language)
        attach(self.page, "note.txt", f"{member}: {name}".encode())
        press(self.page, "Name the focal point")
        self.page.wait_for_url(re.compile(rf"delegations/{member}/$"))

    # The agenda and the time plan

    def draws_up_agenda(self, items: int) -> None:
        """Put onto the agenda what belongs there."""
        self.goes_to("desk/agenda/order/")
        press(self.page, "Update the agenda")
        expect(self.page.locator("[data-item]")).to_have_count(items)

    def removes_item(self, title: str, why: Text) -> None:
        """The chair keeps an item off the agenda."""
        self.goes_to("desk/agenda/")
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.page.wait_for_url(re.compile(r"desk/agenda/items/"))
        fill(self.page, **texts("words", why))
        press(self.page, "Remove it", then="The choice is recorded")

    def confirms_items(self, titles: Iterable[str]) -> None:
        """The chair takes up candidates."""
        self.goes_to("desk/agenda/")
        for title in titles:
            self.page.get_by_role("checkbox", name=f"Confirm {title}", exact=True).check()
        press(self.page, "Confirm selected items")
        self.page.wait_for_load_state()

    def revises_agenda(self, what_changes: Text) -> None:
        """Publish the next version of the agenda."""
        self.goes_to("desk/agenda/publish/")
        fill(self.page, **texts("words", what_changes))
        self._publish()
        self.page.wait_for_url(re.compile(r"/agenda/$"))

    def publishes_agenda(self, symbol: str) -> None:
        """Publish the first version of the agenda, and tell everybody."""
        self.goes_to("desk/agenda/publish/")
        fill(self.page, symbol=symbol)
        self._publish()
        self.page.wait_for_url(re.compile(r"/agenda/$"))

    def _publish(self) -> None:
        """In every language; with the titles of the original where a language has none."""
        for originals in self.page.locator("#titles_stand").all():
            originals.check()
        press(self.page, "Publish in every language")

    def publishes_plan(self, symbol: str) -> None:
        """Save the plan as it fits the sittings, and publish it."""
        self.goes_to("desk/time-plan/publish/")
        fill(self.page, symbol=symbol)
        self._publish()
        self.page.wait_for_url(re.compile(r"/time-plan/$"))


def choose(page: Page, choices: Iterable[str]) -> None:
    """Choose an answer to each question, in order."""
    boxes = page.locator("main fieldset:has(input[type=radio])")
    for place, choice in enumerate(choices):
        boxes.nth(place).locator(f"input[value={choice}]").check()


def answers(page: Page, slug: str, subject: str, choices: Iterable[str]) -> None:
    """A focal point answers each question of a letter in order, and submits."""
    page.goto(f"/consultations/{slug}/letters/")
    page.get_by_role("link", name=subject).first.click()
    page.get_by_role("link", name=re.compile("[Rr]eply")).first.click()
    choose(page, choices)
    press(page, "Submit the reply")
    page.get_by_text("Received. The receipt number is").wait_for()
