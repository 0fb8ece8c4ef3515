"""What comes back to a letter, at its desk, and how a consultation ends."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime
from typing import TYPE_CHECKING
from zipfile import ZipFile

from playwright.sync_api import expect

from tests.browser.from_empty.desk import choose, fill, press

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from tests.browser.from_empty.desk import Desk


def enters_reply(desk: Desk, enquiry: int, member: str, choices: Iterable[str], zone: ZoneInfo) -> str:
    """Enter what a Member answered by telephone, with a note of the call; returns the address of the entry."""
    desk.goes_to(f"desk/enquiries/{enquiry}/enter/?member={member}")
    now = datetime.now(zone).isoformat(" ", "seconds")[: len("2020-06-09 12:00:00")]
    fill(desk.page, channel="phone", received=now, note=f"The office of {member} voted.")
    choose(desk.page, choices)
    with desk.page.expect_navigation():  # the form says the same of what counts
        press(desk.page, "Enter this reply")
    desk.page.get_by_text("It counts once a colleague has confirmed it.").first.wait_for()
    return desk.page.url


def confirms_reply(desk: Desk, address: str) -> None:
    """Compare with its note what a colleague entered, and confirm it."""
    desk.page.goto(address)
    press(desk.page, "Yes, confirm it")
    desk.page.get_by_text("Does it match the source?").wait_for(state="detached")


def declares(desk: Desk, enquiry: int) -> None:
    """Declare the result of an enquiry."""
    desk.goes_to(f"desk/enquiries/{enquiry}/declare/")
    press(desk.page, "Declare the result", then="The result is declared.")


def counts(desk: Desk, enquiry: int) -> list[tuple[int, ...]]:
    """How many chose each option of each question, as the page of the result shows it."""
    desk.goes_to(f"desk/enquiries/{enquiry}/items/")
    rows = desk.page.locator("table.item-sides tbody tr")
    return [
        tuple(int(words.split()[0]) for words in row.locator("td.side-count").all_inner_texts()) for row in rows.all()
    ]


def closes(desk: Desk, why: str) -> None:
    """Close the consultation."""
    desk.goes_to("desk/end/")
    fill(desk.page, why=why)
    press(desk.page, "Close the consultation", then="The consultation is closed.")


def exports(desk: Desk) -> dict[str, object]:
    """Have an export made, download it, and open it; returns its manifest, all of whose files are there."""
    desk.goes_to("desk/end/")
    press(desk.page, "Make an export", then="The export is being made.")
    button = desk.page.get_by_role("button", name=re.compile("^Download"))
    expect(button).to_be_visible()
    with desk.page.expect_download() as download:
        button.click()
    with ZipFile(io.BytesIO(download.value.path().read_bytes())) as packed:
        assert packed.testzip() is None
        manifest: dict[str, object] = json.loads(packed.read("manifest.json"))
        files = manifest["files"]
        assert isinstance(files, dict)
        assert {*files, "manifest.json", "signature.json"} == {*packed.namelist()}
    return manifest
