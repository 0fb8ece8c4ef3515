"""Rule 33: when a version of the report may be published, written in, and handed over."""

from __future__ import annotations

from hemicycle.rules.reports import PARAGRAPH_LENGTH, may_report, may_submit, may_write
from tests.rules.decisions import allowed, refused


def test_rule_33_there_is_one_report_whose_revisions_say_what_they_change() -> None:
    assert allowed(may_report(ended=1, first=True, same=False, what_changes="")) == (33, "one_report")
    assert refused(may_report(ended=0, first=True, same=False, what_changes="")) == (33, "report_empty")
    assert refused(may_report(ended=1, first=False, same=True, what_changes="words")) == (None, "report_same")
    assert refused(may_report(ended=1, first=False, same=False, what_changes=" ")) == (20, "says_what_it_replaces")
    assert allowed(may_report(ended=1, first=False, same=False, what_changes="words")) == (33, "one_report")


def test_rule_33_it_is_handed_over_as_it_is_in_force_under_one_symbol() -> None:
    assert allowed(may_submit(newest=True, submitted=False)) == (33, "one_report")
    assert refused(may_submit(newest=False, submitted=False)) == (33, "report_not_newest")
    assert refused(may_submit(newest=True, submitted=True)) == (None, "report_submitted")


def test_a_paragraph_is_written_where_there_is_a_part_and_by_who_saw_the_last_change() -> None:
    text = {"en": "Words."}
    assert allowed(may_write(text, known=True, seen=2, latest=2)) == (None, "nothing_against")
    assert refused(may_write(text, known=False, seen=0, latest=0)) == (None, "report_part_unknown")
    assert refused(may_write(text, known=True, seen=1, latest=2)) == (None, "report_paragraph_changed")
    assert refused(may_write(text, known=True, seen=1, latest=1, same=True)) == (None, "report_paragraph_is_so")
    assert refused(may_write({"en": ""}, known=True, seen=0, latest=0)) == (None, "report_paragraph_empty")
    assert refused(may_write({}, known=True, seen=0, latest=0)) == (None, "report_paragraph_empty")
    assert allowed(may_write({"en": "x" * PARAGRAPH_LENGTH}, known=True, seen=0, latest=0))
    longer = may_write({"en": "x", "fr": "x" * (PARAGRAPH_LENGTH + 1)}, known=True, seen=0, latest=0)
    assert refused(longer) == (None, "report_paragraph_long")
