"""Rule 20 for documents: posted once, never changed; seen by nobody before their moment; withdrawn with a reason."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import allow, refuse
from hemicycle.rules.versions import Change

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.rules.reasons import Decision


class Standing(StrEnum):
    """Where a document stands at a moment. The end of an embargo is no act: the moment passes."""

    PREPARED = "prepared"
    EMBARGOED = "embargoed"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


class LanguageStatus(StrEnum):
    """Where one language version of a document stands."""

    NOT_FORESEEN = "not_foreseen"
    IN_TRANSLATION = "in_translation"
    READY = "ready"
    POSTED = "posted"


def standing(
    posted_at: datetime | None, embargo_until: datetime | None, withdrawn_at: datetime | None, now: datetime
) -> Standing:
    """Where a document stands now."""
    if withdrawn_at is not None:
        return Standing.WITHDRAWN
    if posted_at is None:
        return Standing.PREPARED
    return Standing.EMBARGOED if embargo_until is not None and now < embargo_until else Standing.POSTED


def sees(where: Standing, *, prepares: bool, was_embargoed: bool = False) -> bool:
    """Whether somebody who may read documents sees one at all: its title, and that there is one.

    Args:
        prepares: They may prepare documents.
        was_embargoed: It was withdrawn before its embargo ended.
    """
    return prepares or where is Standing.POSTED or (where is Standing.WITHDRAWN and not was_embargoed)


def opens(where: Standing, *, prepares: bool) -> bool:
    """Whether somebody who may read documents opens the files of one."""
    return prepares or where is Standing.POSTED


def language_status(*, file: bool, posted: bool, translating: bool) -> LanguageStatus:
    """Where a language version stands.

    Args:
        file: It has its file or link.
        posted: The document is posted.
        translating: Somebody said that it is being translated.
    """
    if file:
        return LanguageStatus.POSTED if posted else LanguageStatus.READY
    return LanguageStatus.IN_TRANSLATION if translating else LanguageStatus.NOT_FORESEEN


def may_change(where: Standing) -> Decision:
    """Whether symbol, title and files of a document may change: until it is posted."""
    return allow(RuleCode.DRAFT) if where is Standing.PREPARED else refuse(RuleCode.DOCUMENT_POSTED)


def may_add_language(where: Standing, language: str, given: Collection[str]) -> Decision:
    """Whether a language gets its file: any while the document is prepared, and a missing one once it is posted.

    Args:
        given: Languages that have a file or link.
    """
    if where is Standing.WITHDRAWN:
        return refuse(RuleCode.DOCUMENT_WITHDRAWN)
    if where is not Standing.PREPARED and language in given:
        return refuse(RuleCode.DOCUMENT_POSTED)
    return allow(RuleCode.NEW_VERSION if where is not Standing.PREPARED else RuleCode.DRAFT)


def may_post(
    where: Standing, *, files: int, change: Change | None = None, base: Standing | None = None, what_changes: str = ""
) -> Decision:
    """Whether a document may be posted: once, with a file, and what corrects another one says what it changes.

    Args:
        files: How many languages have a file or link.
        change, base: What it is to another document, and where that one stands.
        what_changes: Words for what a revision or a corrigendum changes.
    """
    if where is not Standing.PREPARED:
        return refuse(RuleCode.DOCUMENT_POSTED)
    if not files:
        return refuse(RuleCode.DOCUMENT_WITHOUT_FILE)
    if base is Standing.PREPARED:
        return refuse(RuleCode.DOCUMENT_BASE_NOT_POSTED)
    if change in {Change.REVISION, Change.CORRIGENDUM} and not what_changes.strip():
        return refuse(RuleCode.SAYS_WHAT_IT_REPLACES)
    return allow(RuleCode.NEW_VERSION)


def may_embargo(where: Standing, until: datetime | None, now: datetime) -> Decision:
    """Whether an embargo may be set, moved, or (None) lifted: before what it holds back is open to readers.

    One that is set ends in the future.
    """
    if where is Standing.WITHDRAWN:
        return refuse(RuleCode.DOCUMENT_WITHDRAWN)
    if where is Standing.POSTED:
        return refuse(RuleCode.DOCUMENT_POSTED)
    if until is not None and until <= now:
        return refuse(RuleCode.EMBARGO_PASSED)
    return allow(RuleCode.NOTHING_AGAINST)


def may_withdraw(where: Standing, why: str) -> Decision:
    """Whether a document may be withdrawn: what was posted, once, with a reason."""
    if where is Standing.WITHDRAWN:
        return refuse(RuleCode.DOCUMENT_WITHDRAWN)
    if where is Standing.PREPARED:
        return refuse(RuleCode.DOCUMENT_NOT_POSTED)
    return allow(RuleCode.NOTHING_AGAINST) if why.strip() else refuse(RuleCode.DOCUMENT_WITHDRAWN_WHY)
