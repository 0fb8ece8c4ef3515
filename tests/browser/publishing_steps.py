"""What people do about the agenda and the time plan: the secretariat publishes a version, others read it on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.browser.somebody import Somebody


def looks_at_the_next_version(secretariat: Somebody, entry: str, link: str, *says: str) -> None:
    """From the desk to what would be published now, which the page says."""
    secretariat.goes_to_the_desk(entry)
    secretariat.follows(link)
    secretariat.sees(*says)
    secretariat.can_use_the_page()


def publishes(secretariat: Somebody, symbol: str, words: Mapping[str, str] | None = None) -> None:
    """The version that the page shows: its readers are told; titles in one language are known to be so.

    Args:
        words: What is different, by language; none for the first version, which has its symbol from here.
    """
    page = secretariat.page
    if words is None:
        page.get_by_label("Symbol").fill(symbol)
    else:
        page.locator("fieldset.texts summary").click()
        for language, text in words.items():
            page.locator(f"[name=words-{language}]").fill(text)
    page.get_by_label("show the original title of these items").check()
    secretariat.presses("Publish in every language")
    secretariat.sees(f"{symbol} is published.", "informed by e-mail")


def reads_on_paper(reader: Somebody, language: str) -> str:
    """What the version on the page says in its PDF."""
    reader.page.get_by_label("Download in").select_option(language)
    return " ".join(text_of(reader.downloads("Download the PDF", "button")).split())
