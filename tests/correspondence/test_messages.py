"""Why a reply stands as it does is always said."""

from __future__ import annotations

from hemicycle.correspondence.messages import ASSESSMENTS
from hemicycle.rules import replies
from tests.rules.decisions import codes_in


def test_every_reason_why_a_reply_stands_so_is_worded() -> None:
    assert codes_in(replies.assess, replies._why_counted, replies._why_late) == set(ASSESSMENTS)  # noqa: SLF001 - where they are told apart
