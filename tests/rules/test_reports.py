"""Rule 33: when a version of the report may be published."""

from __future__ import annotations

from hemicycle.rules.reports import may_report
from tests.rules.decisions import allowed, refused


def test_rule_33_there_is_one_report_whose_revisions_say_what_they_change() -> None:
    assert allowed(may_report(ended=1, first=True, same=False, what_changes="")) == (33, "one_report")
    assert refused(may_report(ended=0, first=True, same=False, what_changes="")) == (33, "report_empty")
    assert refused(may_report(ended=1, first=False, same=True, what_changes="words")) == (None, "report_same")
    assert refused(may_report(ended=1, first=False, same=False, what_changes=" ")) == (20, "says_what_it_replaces")
    assert allowed(may_report(ended=1, first=False, same=False, what_changes="words")) == (33, "one_report")
