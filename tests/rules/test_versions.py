"""Rule 20: versions of what was sent."""

from __future__ import annotations

import pytest

from hemicycle.rules.versions import Change, Mark, following, may_add_language, may_correct, may_edit, symbol
from tests.rules.decisions import allowed, refused


def test_rule_20_what_was_sent_never_changes() -> None:
    assert refused(may_edit(sent=True)) == (20, "sent_never_changes")
    assert allowed(may_edit(sent=False)) == (20, "draft")


def test_rule_20_a_correction_says_what_it_replaces() -> None:
    assert refused(may_correct(sent=False, what_changes="The deadline")) == (None, "draft_is_edited")
    assert refused(may_correct(sent=True, what_changes=" ")) == (20, "says_what_it_replaces")
    assert allowed(may_correct(sent=True, what_changes="The deadline")) == (20, "new_version")


def test_rule_20_a_language_is_added_once_where_another_one_stood_in() -> None:
    assert allowed(may_add_language(sent=True, stood_in=True, added=False)) == (20, "language_added")
    assert refused(may_add_language(sent=False, stood_in=True, added=False)) == (None, "letter_not_sent")
    assert refused(may_add_language(sent=True, stood_in=False, added=False)) == (20, "language_went_out")
    assert refused(may_add_language(sent=True, stood_in=True, added=True)) == (20, "language_added_already")


@pytest.mark.parametrize("change", Change)
def test_rule_20_each_kind_of_version_is_numbered_by_itself(change: Change) -> None:
    marks = [Mark(Change.REVISION, 1), Mark(Change.REVISION, 2), Mark(Change.ADDENDUM, 1)]
    numbers = {Change.REVISION: 3, Change.ADDENDUM: 2, Change.CORRIGENDUM: 1}
    assert following(change, marks) == Mark(change, numbers[change])


def test_rule_20_symbols() -> None:
    assert symbol("DM-20/1005", None) == "DM-20/1005"
    assert symbol("DM-20/1005", Mark(Change.CORRIGENDUM, 1)) == "DM-20/1005/Corr.1"
