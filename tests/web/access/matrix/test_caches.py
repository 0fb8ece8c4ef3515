"""No page of a person is kept by a cache, the browser's too, but those on which a long text would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.access.matrix.addresses import addresses
from tests.web.access.matrix.requests import client_of, tried
from tests.web.access.matrix.visitors import VISITORS

if TYPE_CHECKING:
    from tests.support.two_consultations.whole import Whole

#: Kept by the browser alone, for the way back to what was typed, and asked for anew each time; signing out clears it.
FORMS = frozenset(
    {
        "letter_text",
        "letter_annex",
        "letter_asks",
        "letter_language",
        "letterhead",
        "enquiry_summary",
        "register",
        "registration_change",
        "registration_withdraw",
        "reply",
        "reply_enter",
    }
)
#: The words of the room in a language: nobody's.
NOBODYS = frozenset({"room_words"})


@pytest.mark.parametrize("who", ["the secretariat", "the focal point", "the chair", "nobody"])
def test_no_address_answers_with_what_a_cache_may_keep(who: str, both: dict[str, Whole]) -> None:
    client, kept, seen = client_of(VISITORS[who], both), [], 0
    assert {address.name for address in addresses(both)} >= FORMS | NOBODYS
    for address in addresses(both):
        if address.name in NOBODYS:
            continue
        response = tried(client, "get", address.path)[0]
        said = set(response.headers.get("Cache-Control", "").split(", "))
        wanted = {"private", "no-cache"} if address.name in FORMS else {"private", "no-store"}
        seen += response.status_code == 200
        if not wanted <= said and not {"private", "no-store"} <= said:
            kept.append(f"{address} ({response.status_code}): {', '.join(sorted(said))}")
    assert not kept, "\n".join(kept)
    assert seen > 5
