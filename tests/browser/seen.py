"""What stood on the pages in the moment in which a test failed: the line that failed rarely says why."""

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


def on_pages(browsers: list[Browser]) -> str:
    """The address and the text of each page that is open, one after the other."""
    pages = [page for browser in browsers for context in browser.contexts for page in context.pages]
    return "\n\n".join(f"{page.url}\n{_text(page)}" for page in pages)


def _text(page: Page) -> str:
    try:
        return page.locator("body").inner_text(timeout=PATIENCE)[:CHARACTERS]
    except Error as error:
        return f"not to be read: {error.message}"
