"""What is proposed for items without a place speaks of the session as the body calls it."""

from __future__ import annotations

import pytest

from hemicycle.rules.proposals import Proposal, Remedy
from hemicycle.sittings.forecast import Outlook
from hemicycle.web.agenda.proposals import proposed


@pytest.mark.parametrize(
    ("session", "number", "said"),
    [
        ("Board 2031", 1, "Leave 1 item, of 30 min, for Board 2031."),
        ("Board 2031", 2, "Leave 2 items, of 30 min together, for Board 2031."),
        ("", 1, "Leave 1 item, of 30 min, out of the sittings."),
        ("", 3, "Leave 3 items, of 30 min together, out of the sittings."),
    ],
)
def test_items_are_left_for_the_session_that_the_consultation_names(session: str, number: int, said: str) -> None:
    made = Outlook((), proposals=(Proposal(Remedy.LEAVE, item=1, minutes=30, items=number),))
    (found,) = proposed(made, [], {}, session)
    assert found.words.replace("\N{FIRST STRONG ISOLATE}", "").replace("\N{POP DIRECTIONAL ISOLATE}", "") == said
