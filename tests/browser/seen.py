"""What stood on the pages, and what they played, in the moment in which a test failed: its line rarely says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: The browsers that run.
BROWSERS: pytest.StashKey[list[Browser]] = pytest.StashKey()
#: Of each page, so much of its text, and no longer waited for.
CHARACTERS, PATIENCE = 3000, 5000
#: Run in a page: what each of its audio elements plays.
SOUNDS = """
() => [...document.querySelectorAll("audio")].map((element) => ({
  identity: element.dataset.identity,
  muted: element.muted,
  volume: element.volume,
  paused: element.paused,
  tracks: element.srcObject?.getTracks().map((track) => ({ muted: track.muted, state: track.readyState })),
}))
"""


def on_pages(browsers: list[Browser]) -> str:
    """The address, the text and the sounds of each page that is open, one after the other."""
    pages = [page for browser in browsers for context in browser.contexts for page in context.pages]
    return "\n\n".join(f"{page.url}\n{_text(page)}" for page in pages)


def _text(page: Page) -> str:
    try:
        text = page.locator("body").inner_text(timeout=PATIENCE)[:CHARACTERS]
        return f"{text}\nPlays: {page.evaluate(SOUNDS)}"
    except Error as error:
        return f"not to be read: {error.message}"
