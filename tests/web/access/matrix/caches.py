"""No page of a person is kept by a cache, the browser's too, but those on which a long text would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.web.access.matrix.addresses import Address

#: Kept by the browser alone, for the way back to what was typed, and asked for anew each time; signing out clears it.
FORMS = frozenset(
    {
        "letter_text",
        "letter_annex",
        "letter_asks",
        "letter_language",
        "letterhead",
        "mail_text",
        "paper_words",
        "enquiry_summary",
        "register",
        "registration_change",
        "registration_withdraw",
        "reply",
        "contribution_draft",
        "contribution_enter",
        "contribution_entry",
        "reply_enter",
    }
)
#: Asked for each time, and sent only where it has changed.
ASKED = frozenset({"glossary_terms"})
#: The words of the room in a language, the emblem of a body: nobody's.
NOBODYS = frozenset({"room_words", "emblem"})


def kept(address: Address, response: Answer) -> str:
    """What an answer says to caches, where that lets one keep what it must not; nothing otherwise."""
    said = set(response.headers.get("Cache-Control", "").split(", "))
    wanted = {"private", "no-cache"} if address.name in FORMS | ASKED else {"private", "no-store"}
    if address.name in NOBODYS or wanted <= said or {"private", "no-store"} <= said:
        return ""
    return f"{address} ({response.status_code}): {', '.join(sorted(said))}"
