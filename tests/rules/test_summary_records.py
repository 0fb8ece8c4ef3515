"""The summary record: who corrects what, and until when; nothing is published before that is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.rules.summary_records import (
    PARAGRAPH_LENGTH,
    is_unfinished,
    may_ask_for_correction,
    may_circulate,
    may_decide,
    may_draw_up,
    may_publish,
    may_remove,
    may_word,
)

if TYPE_CHECKING:
    from hemicycle.rules.reasons import Decision

UNTIL = datetime(2020, 6, 19, 21, 59, tzinfo=UTC)


def code(decision: Decision) -> str:
    return decision.reason.code.value if isinstance(decision, Refused) else ""


def asked(**changes: object) -> str:
    given = {"own": True, "until": UNTIL, "at": UNTIL, "waiting": False, "same": False, **changes}
    text = str(given.pop("text", "As it should read."))
    return code(may_ask_for_correction(text, **given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [("", True), ("The delegate of Brazil said that:", True), ("主席说：", True), ("Brazil agreed.", False)],
)
def test_what_says_nothing_after_its_colon_is_to_be_filled(text: str, *, unfinished: bool) -> None:
    assert is_unfinished(text) == unfinished


def test_it_is_drawn_up_once_after_the_sitting() -> None:
    assert code(may_draw_up(ended=True, drawn_up=False)) == ""
    assert code(may_draw_up(ended=False, drawn_up=False)) == "summary_before_end"
    assert code(may_draw_up(ended=True, drawn_up=True)) == "summary_drawn_up"


def test_a_paragraph_is_written_by_who_has_seen_it() -> None:
    def word(text: str = "A.", **changes: object) -> str:
        given = {"removed": False, "seen": 1, "latest": 1, **changes}
        return code(may_word(text, **given))  # type: ignore[arg-type]

    assert word() == ""
    assert word(seen=1, latest=2) == "paragraph_changed"
    assert word(removed=True) == "paragraph_removed"
    assert word(" ") == "paragraph_empty"
    assert word("", optional=True) == ""
    assert word("x" * (PARAGRAPH_LENGTH + 1)) == "paragraph_too_long"
    assert code(may_remove("Twice.", removed=False)) == ""
    assert code(may_remove(" ", removed=False)) == "removal_needs_words"
    assert code(may_remove("Twice.", removed=True)) == "paragraph_removed"


def test_it_is_circulated_once_and_whole() -> None:
    assert code(may_circulate(circulated=False, unfinished=0)) == ""
    assert code(may_circulate(circulated=False, unfinished=2)) == "summary_unfinished"
    assert code(may_circulate(circulated=True, unfinished=0)) == "summary_circulated"


def test_a_delegation_asks_for_a_correction_of_its_own_statement_within_the_period() -> None:
    assert asked() == "", "the last moment belongs to the period"
    assert asked(at=UNTIL + timedelta(seconds=1)) == "correction_too_late"
    assert asked(until=None) == "correction_too_early"
    assert asked(own=False) == "correction_not_own"
    assert asked(waiting=True) == "correction_waits"
    assert asked(text=" ") == "paragraph_empty"
    assert asked(same=True) == "correction_same"
    assert asked(text="x" * (PARAGRAPH_LENGTH + 1)) == "paragraph_too_long"


@given(own=st.booleans(), late=st.integers(-100, 100), waiting=st.booleans(), same=st.booleans())
def test_nobody_corrects_another_statement_or_after_the_period(
    *, own: bool, late: int, waiting: bool, same: bool
) -> None:
    decision = may_ask_for_correction(
        "A.", own=own, until=UNTIL, at=UNTIL + timedelta(minutes=late), waiting=waiting, same=same
    )
    assert isinstance(decision, Allowed) == (own and late <= 0 and not waiting and not same)


def test_a_request_is_declined_with_a_reason() -> None:
    assert code(may_decide("", decided=False, accepts=True)) == ""
    assert code(may_decide(" ", decided=False, accepts=False)) == "declining_needs_reason"
    assert code(may_decide("The recording says otherwise.", decided=False, accepts=False)) == ""
    assert code(may_decide("", decided=True, accepts=True)) == "correction_decided"


def test_rule_20_it_is_published_after_the_period_and_a_revision_says_what_it_changes() -> None:
    def publish(**changes: object) -> str:
        given = {
            "circulated": True, "until": UNTIL, "at": UNTIL + timedelta(minutes=1), "waiting": 0, "first": True,
            "same": False, "what_changes": "", **changes,
        }  # fmt: skip
        return code(may_publish(**given))  # type: ignore[arg-type]

    assert publish() == ""
    assert publish(circulated=False) == "summary_not_circulated"
    assert publish(at=UNTIL) == "correction_period"
    assert publish(waiting=1) == "corrections_wait"
    assert publish(first=False) == "says_what_it_replaces"
    assert publish(first=False, same=True) == "summary_same"
    assert publish(first=False, what_changes="Paragraph 3.") == ""
