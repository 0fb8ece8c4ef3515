"""What may be done with a document at a moment, and who sees it (rule 20)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.documents import (
    LanguageStatus,
    Standing,
    language_status,
    may_add_language,
    may_change,
    may_embargo,
    may_post,
    may_withdraw,
    opens,
    sees,
    standing,
)
from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.rules.versions import Change

NOW = datetime(2020, 6, 9, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
moments = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2020, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_rule_20_a_document_stands_where_its_moments_say() -> None:
    assert standing(None, None, None, NOW) is Standing.PREPARED
    assert standing(None, NOW - SECOND, None, NOW) is Standing.PREPARED
    assert standing(NOW, NOW + SECOND, None, NOW) is Standing.EMBARGOED
    assert standing(NOW, NOW, None, NOW) is Standing.POSTED
    assert standing(NOW, None, NOW, NOW) is Standing.WITHDRAWN


@given(moments, moments, moments, st.datetimes(datetime(2020, 1, 1), datetime(2020, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_rule_20_who_opens_a_document_sees_it_and_readers_open_what_is_posted(
    posted: datetime | None, until: datetime | None, withdrawn: datetime | None, now: datetime
) -> None:
    where = standing(posted, until, withdrawn, now)
    for prepares in (True, False):
        assert sees(where, prepares=prepares) or not opens(where, prepares=prepares)
    assert opens(where, prepares=False) == (
        posted is not None and withdrawn is None and (until is None or until <= now)
    )


def test_rule_20_what_was_withdrawn_under_its_embargo_is_seen_by_no_reader() -> None:
    assert sees(Standing.WITHDRAWN, prepares=False)
    assert not sees(Standing.WITHDRAWN, prepares=False, was_embargoed=True)
    assert sees(Standing.WITHDRAWN, prepares=True, was_embargoed=True)


def allowed(decision: object) -> bool:
    return isinstance(decision, Allowed)


@pytest.mark.parametrize("where", Standing)
def test_rule_20_only_what_is_prepared_changes_and_is_posted(where: Standing) -> None:
    prepared = where is Standing.PREPARED
    assert allowed(may_change(where)) == prepared
    assert allowed(may_post(where, files=1)) == prepared


@pytest.mark.parametrize("where", Standing)
def test_rule_20_a_missing_language_is_added_until_it_is_withdrawn(where: Standing) -> None:
    assert allowed(may_add_language(where, "fr", ["en"])) == (where is not Standing.WITHDRAWN)
    assert allowed(may_add_language(where, "en", ["en"])) == (where is Standing.PREPARED)


def code(decision: object) -> RuleCode | None:
    return decision.reason.code if isinstance(decision, Refused) else None  # type: ignore[return-value]


def test_rule_20_what_is_posted_has_a_file_and_a_correction_its_words() -> None:
    assert code(may_post(Standing.PREPARED, files=0)) is RuleCode.DOCUMENT_WITHOUT_FILE
    for change in (Change.REVISION, Change.CORRIGENDUM):
        said = may_post(Standing.PREPARED, files=1, change=change, base=Standing.POSTED, what_changes=" ")
        assert code(said) is RuleCode.SAYS_WHAT_IT_REPLACES
        assert allowed(
            may_post(Standing.PREPARED, files=1, change=change, base=Standing.WITHDRAWN, what_changes="Table 2")
        )
    assert allowed(may_post(Standing.PREPARED, files=1, change=Change.ADDENDUM, base=Standing.POSTED))
    early = may_post(Standing.PREPARED, files=1, change=Change.ADDENDUM, base=Standing.PREPARED)
    assert code(early) is RuleCode.DOCUMENT_BASE_NOT_POSTED


def test_an_embargo_ends_later_and_is_over_once_readers_see_the_document() -> None:
    for where in (Standing.PREPARED, Standing.EMBARGOED):
        assert allowed(may_embargo(where, NOW + SECOND, NOW))
        assert allowed(may_embargo(where, None, NOW))
        assert code(may_embargo(where, NOW, NOW)) is RuleCode.EMBARGO_PASSED
    assert code(may_embargo(Standing.POSTED, NOW + SECOND, NOW)) is RuleCode.DOCUMENT_POSTED
    assert code(may_embargo(Standing.WITHDRAWN, None, NOW)) is RuleCode.DOCUMENT_WITHDRAWN


def test_what_was_posted_is_withdrawn_once_with_a_reason() -> None:
    for where in (Standing.POSTED, Standing.EMBARGOED):
        assert allowed(may_withdraw(where, "Sent by mistake"))
        assert code(may_withdraw(where, " ")) is RuleCode.DOCUMENT_WITHDRAWN_WHY
    assert code(may_withdraw(Standing.PREPARED, "Why")) is RuleCode.DOCUMENT_NOT_POSTED
    assert code(may_withdraw(Standing.WITHDRAWN, "Why")) is RuleCode.DOCUMENT_WITHDRAWN


def test_a_language_version_stands_where_its_file_and_its_document_do() -> None:
    assert language_status(file=True, posted=True, translating=False) is LanguageStatus.POSTED
    assert language_status(file=True, posted=False, translating=True) is LanguageStatus.READY
    assert language_status(file=False, posted=True, translating=True) is LanguageStatus.IN_TRANSLATION
    assert language_status(file=False, posted=True, translating=False) is LanguageStatus.NOT_FORESEEN
