"""What people do at the pages of an enquiry: States answer, the secretariat sorts conditions and writes the summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload, expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# A State's focal point.


def answer(page: Page, option: int, *conditions: tuple[str, str]) -> None:
    page.get_by_label(f"Option {option}:").check()
    for place, (heading, words) in enumerate(conditions):
        page.get_by_role("button", name="Add a condition").click()
        page.get_by_label("Heading").nth(place).select_option(heading)
        page.get_by_label("Condition", exact=True).nth(place).fill(words)
    page.get_by_role("button", name="Submit the reply").click()
    page.get_by_text("Received. The receipt number is").wait_for()


def withdraw_condition(page: Page, words: str) -> None:
    page.get_by_role("combobox", name="Condition").select_option(label=words)
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_text(re.compile("withdrawn", re.IGNORECASE)).first.wait_for()


# The secretariat at the conditions.


def in_two_languages(form: Locator, english: str, arabic: str) -> None:
    form.locator("[name=title_en]").fill(english)
    form.get_by_text("In other languages").click()
    form.locator("[name=title_ar]").fill(arabic)


def write_lead_in(page: Page, heading: str, english: str, arabic: str) -> None:
    page.get_by_text(f"Edit lead-in: {heading}").click()
    form = page.locator("form", has=page.locator(":scope:visible button[value=lead_in]"))
    in_two_languages(form, english, arabic)
    form.get_by_role("button", name="Save").click()
    page.get_by_text("The lead-in is saved.").wait_for()


def create_cluster(page: Page, heading: str, english: str, arabic: str) -> None:
    page.get_by_text(f"Create a cluster: {heading}").click()
    form = page.locator("form", has=page.locator(":scope:visible button[value=make]"))
    in_two_languages(form, english, arabic)
    form.get_by_role("button", name="Create a cluster").click()
    page.get_by_role("heading", name=english).wait_for()


def condition(page: Page, words: str) -> Locator:
    return page.locator("[data-condition]", has_text=words)


def gather(page: Page, cluster: str, *conditions: str) -> None:
    for words in conditions:
        condition(page, words).get_by_role("checkbox").check()
    page.get_by_label("Move selected conditions to").select_option(label=cluster)
    page.locator("#gather").get_by_role("button", name="Move").click()
    expect(cluster_of(page, cluster).locator("[data-condition]")).to_have_count(len(conditions))


def cluster_of(page: Page, title: str) -> Locator:
    return page.locator(".cluster", has=page.get_by_role("heading", name=title))


def move(page: Page, words: str, cluster: str) -> None:
    row = condition(page, words)
    row.get_by_text("Move or record outcome").click()
    row.get_by_label("Cluster").select_option(label=cluster)
    row.get_by_role("button", name="Move").click()
    expect(cluster_of(page, cluster)).to_contain_text(words)


def record(page: Page, words: str, outcome: str, why: str) -> None:
    """Write down what became of a condition, with the paper that says so."""
    row = condition(page, words)
    row.get_by_text("Move or record outcome").click()
    row.get_by_label("Fulfilment of the condition").fill(why)
    note = FilePayload(name="note.txt", mimeType="text/plain", buffer=why.encode())
    with page.expect_file_chooser() as chooser:
        row.get_by_role("button", name="Original document or e-mail").click()
    chooser.value.set_files([note])
    row.get_by_role("button", name=f"Record as {outcome}").click()
    expect(condition(page, words)).to_contain_text("A second person compares it with its source.")
    expect(condition(page, words).get_by_role("button", name="Yes, confirm it")).to_have_count(0)


def confirm(page: Page, words: str) -> None:
    """Compare it with its source, as the second person, and say that it is so."""
    page.reload()
    row = condition(page, words)
    with page.expect_download() as source:
        row.get_by_role("link", name="The source").click()
    assert source.value.suggested_filename == "note.txt"
    row.get_by_role("button", name="Yes, confirm it").click()
    page.get_by_text("Confirmed. The focal point is informed.").wait_for()


# The secretariat at the summary.


def word_anew(page: Page, generated: str, worded: str) -> None:
    """Write in other words what the generated text says."""
    text = page.get_by_role("textbox", name="Text")
    body = text.input_value()
    assert generated in body
    text.fill(body.replace(generated, worded))
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The text is saved.").wait_for()


def replace_with_generated(page: Page) -> None:
    changes = page.locator("#changes")
    if changes.get_attribute("open") is None:
        changes.locator("summary").click()
    changes.get_by_role("button", name="Replace with the generated text").click()
    page.get_by_text("The edited text was replaced with the generated text.").wait_for()
