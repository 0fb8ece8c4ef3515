"""Documents are prepared: added, changed, removed; a file or a link is given to one of their languages."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from hemicycle.documents.models import Document
from hemicycle.documents.numbering import Numbering
from hemicycle.documents.queries import is_used
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import DocumentRecord
from hemicycle.documents.writing import acceptable, current_file, keep, place, require_free, retire, told
from hemicycle.people.act import carry_out
from hemicycle.rules.documents import may_add_language, may_change
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.documents.models import DocumentFile
    from hemicycle.journal.record import Performer
    from hemicycle.people.uploads import Looked


def add_document(consultation: int, performer: Performer, at: datetime, record: DocumentRecord) -> Document:
    """Prepare a document: its own one, or a version of another.

    Raises:
        Refusal: its symbol is none or another's, it has no title, or it contains what no document may.
    """
    # Once the consultation is closed, what was posted is still corrected, by a version of its own.
    with carry_out(consultation, performer, Action.DOCUMENT_EDIT, at, corrects=lambda: bool(record.change)) as act:
        wanted = acceptable(act, record, Numbering(act.consultation))
        require_free(act, wanted.record.symbol, None)
        row = keep(act, Document(consultation=act.consultation), wanted)
        act.place = f"document:{row.pk}"
        act.facts.update(before=None, after=asdict(wanted.record))
    return row


def change_document(
    document: Document, performer: Performer, at: datetime, record: DocumentRecord, *, seen: str
) -> Document:
    """Change a document that is prepared.

    Args:
        seen: ``DocumentRecord.digest`` of what it was when the change began.

    Raises:
        Refusal: it is posted; somebody has changed it meanwhile; items refer to it, so that its symbol stays; or as
            for ``add_document``.
    """
    with carry_out(
        document.consultation_id, performer, Action.DOCUMENT_EDIT, at, corrects=lambda: _is_version(document)
    ) as act:
        row = find(document.pk)
        require(may_change(row.standing(act.at)))
        before = DocumentRecord.of(row)
        if before.digest != seen:
            raise Refusal(DocumentCode.DOCUMENT_CHANGED_MEANWHILE)
        wanted = acceptable(act, record, Numbering(act.consultation))
        if before.symbol != wanted.record.symbol and (row.items.exists() or row.versions.exists()):
            raise Refusal(DocumentCode.DOCUMENT_SYMBOL_USED)
        require_free(act, wanted.record.symbol, row.pk)
        keep(act, row, wanted)
        act.place = f"document:{row.pk}"
        act.facts.update(before=asdict(before), after=asdict(wanted.record))
    return row


def remove_document(document: Document, performer: Performer, at: datetime) -> None:
    """Remove a document that is prepared, entered by mistake.

    Raises:
        Refusal: it is posted, or items, versions or a contribution refer to it.
    """
    with carry_out(
        document.consultation_id, performer, Action.DOCUMENT_EDIT, at, corrects=lambda: _is_version(document)
    ) as act:
        row = find(document.pk)
        require(may_change(row.standing(act.at)))
        if is_used(row):
            raise Refusal(DocumentCode.DOCUMENT_IN_USE)
        act.place = f"document:{row.pk}"
        files = [told(file) for file in row.files.select_related("upload")]
        act.facts.update(before={**asdict(DocumentRecord.of(row)), "files": files}, after=None)
        row.delete()


def give(
    document: Document,
    performer: Performer,
    at: datetime,
    language: str,
    *,
    file: Looked | None = None,
    link: str = "",
) -> DocumentFile:
    """Give a language of a document its file or its link: one that is missing, where the document is posted.

    While it is prepared, the one before stays on record.

    Args:
        file: As ``people.uploads.look`` and ``record.require_kind`` let it pass.
        link: As ``record.require_link`` made it.

    Raises:
        Refusal: neither is given, or both; the document is withdrawn, or is posted and has this language.
    """
    given = file or link
    if (file is None) == (not link) or not given:
        raise Refusal(DocumentCode.DOCUMENT_FILE_OR_LINK)

    with carry_out(
        document.consultation_id, performer, Action.DOCUMENT_EDIT, at, corrects=lambda: _corrects(document)
    ) as act:
        row = find(document.pk)
        before = current_file(row, language)
        require(may_add_language(row.standing(act.at), language, [language] if before else []))
        made = place(act, row, language, given)
        if language in row.translating:
            row.translating = [code for code in row.translating if code != language]
            row.save(update_fields=["translating"])
        act.place = f"document:{row.pk}"
        act.facts.update(language=language, before=told(before) if before else None, after=told(made))
    return made


def take_away(document: Document, performer: Performer, at: datetime, language: str) -> None:
    """Take a language's file or link away from a document that is prepared; it stays on record.

    Raises:
        Refusal: there is none, or the document is posted.
    """
    with carry_out(
        document.consultation_id, performer, Action.DOCUMENT_EDIT, at, corrects=lambda: _is_version(document)
    ) as act:
        row = find(document.pk)
        require(may_change(row.standing(act.at)))
        before = current_file(row, language)
        if before is None:
            raise Refusal(DocumentCode.DOCUMENT_NO_FILE)
        retire(act, before)
        act.place = f"document:{row.pk}"
        act.facts.update(language=language, before=told(before), after=None)


def translate(document: Document, performer: Performer, at: datetime, languages: list[str]) -> None:
    """Say into which languages a document is being translated, also once it is posted.

    Raises:
        Refusal: it is withdrawn.
    """
    with carry_out(document.consultation_id, performer, Action.DOCUMENT_EDIT, at) as act:
        row = find(document.pk)
        given = set(row.files.filter(replaced_at=None).values_list("language", flat=True))
        for code in languages:
            require(may_add_language(row.standing(act.at), code, []))
        before, row.translating = row.translating, [code for code in languages if code not in given]
        row.save(update_fields=["translating"])
        act.place = f"document:{row.pk}"
        act.facts.update(translating=[before, row.translating])


def find(key: int) -> Document:
    """A document with what it is a version of, as it is under the lock.

    Raises:
        Document.DoesNotExist: it was removed meanwhile.
    """
    return Document.objects.select_related("base", "consultation").get(pk=key)


def _is_version(document: Document) -> bool:
    return bool(document.change)


def _corrects(document: Document) -> bool:
    """What is still given in a closed consultation: a version, and a language that a posted document lacks."""
    return _is_version(document) or document.posted_at is not None
