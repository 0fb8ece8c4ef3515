"""Documents: added, changed, removed; a file or a link given to one of their languages, or taken away."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.document_contents import contents_of
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import DocumentRecord, objections
from hemicycle.people.act import Act, carry_out
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.uploads import Looked


def add_document(consultation: int, performer: Performer, at: datetime, record: DocumentRecord) -> Document:
    """Add a document.

    Raises:
        Refusal: its symbol is none or another's, it has no title, or it contains what no document may.
    """
    with carry_out(consultation, performer, Action.DOCUMENT_EDIT, at) as act:
        wanted = _acceptable(act, record)
        _require_free(act, wanted.symbol, None)
        row = keep(act, Document(consultation=act.consultation), wanted)
        act.place = f"document:{row.pk}"
        act.facts.update(before=None, after=asdict(wanted))
    return row


def change_document(
    document: Document, performer: Performer, at: datetime, record: DocumentRecord, *, seen: str
) -> Document:
    """Change a document.

    Args:
        seen: ``DocumentRecord.digest`` of what it was when the change began.

    Raises:
        Refusal: somebody has changed it meanwhile; items refer to it, so that its symbol stays; or as for
            ``add_document``.
    """
    with carry_out(document.consultation_id, performer, Action.DOCUMENT_EDIT, at) as act:
        row = Document.objects.get(pk=document.pk)
        before, wanted = DocumentRecord.of(row), _acceptable(act, record)
        if before.digest != seen:
            raise Refusal(DocumentCode.DOCUMENT_CHANGED_MEANWHILE)
        if before.symbol != wanted.symbol and row.items.exists():
            raise Refusal(DocumentCode.DOCUMENT_SYMBOL_USED)
        _require_free(act, wanted.symbol, row.pk)
        keep(act, row, wanted)
        act.place = f"document:{row.pk}"
        act.facts.update(before=asdict(before), after=asdict(wanted))
    return row


def remove_document(document: Document, performer: Performer, at: datetime) -> None:
    """Remove a document that was entered by mistake.

    Raises:
        Refusal: items refer to it.
    """
    with carry_out(document.consultation_id, performer, Action.DOCUMENT_EDIT, at) as act:
        row = Document.objects.get(pk=document.pk)
        if row.items.exists():
            raise Refusal(DocumentCode.DOCUMENT_IN_USE)
        act.place = f"document:{row.pk}"
        files = [_told(file) for file in row.files.select_related("upload")]
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
    """Give a language of a document its file or its link; the one before stays on record.

    Args:
        file: As ``people.uploads.look`` and ``record.require_kind`` let it pass.
        link: As ``record.require_link`` made it.

    Raises:
        Refusal: neither is given, or both.
    """
    if (file is None) == (not link):
        raise Refusal(DocumentCode.DOCUMENT_FILE_OR_LINK)

    def corrects() -> bool:
        return current_file(document, language) is not None

    with carry_out(document.consultation_id, performer, Action.DOCUMENT_EDIT, at, corrects=corrects) as act:
        row = Document.objects.get(pk=document.pk)
        before = current_file(row, language)
        made = place(act, row, language, file=file, link=link)
        act.place = f"document:{row.pk}"
        act.facts.update(language=language, before=_told(before) if before else None, after=_told(made))
    return made


def take_away(document: Document, performer: Performer, at: datetime, language: str) -> None:
    """Take a language's file or link away; it stays on record.

    Raises:
        Refusal: there is none.
    """
    with carry_out(document.consultation_id, performer, Action.DOCUMENT_EDIT, at) as act:
        row = Document.objects.get(pk=document.pk)
        before = current_file(row, language)
        if before is None:
            raise Refusal(DocumentCode.DOCUMENT_NO_FILE)
        retire(act, before)
        act.place = f"document:{row.pk}"
        act.facts.update(language=language, before=_told(before), after=None)


def current_file(document: Document, language: str) -> DocumentFile | None:
    """The file or link that a language has now."""
    return document.files.select_related("upload").filter(language=language, replaced_at=None).first()


def keep(act: Act, row: Document, wanted: DocumentRecord) -> Document:
    """Write a record down, within an act."""
    row.consultation = act.consultation
    row.symbol, row.title, row.contains = wanted.symbol, wanted.title, list(wanted.contains)
    row.save()
    return row


def place(act: Act, row: Document, language: str, *, file: Looked | None, link: str) -> DocumentFile:
    """Put a file or a link into its place, within an act.

    Raises:
        LookupError: nobody in particular acts.
    """
    person = act.performer.person
    if person is None:
        raise LookupError("a person gives a document its files")
    before = current_file(row, language)
    if before is not None:
        retire(act, before)
    upload = file.keep(person, act.at) if file else None
    return row.files.create(language=language, upload=upload, link=link, by=person, at=act.at)


def retire(act: Act, file: DocumentFile) -> None:
    """Let a file or a link be a former one."""
    file.replaced_at = act.at
    file.save(update_fields=["replaced_at"])


def _told(file: DocumentFile) -> dict[str, Any]:
    upload = file.upload
    said = {"name": upload.name, "sha256": upload.sha256} if upload else {"link": file.link}
    return {"language": file.language, **said}


def _acceptable(act: Act, record: DocumentRecord) -> DocumentRecord:
    contents = contents_of(act.consultation)
    wanted = record.cleaned(contents)
    for _field, reason in objections(wanted, contents):
        raise Refusal(reason)
    return wanted


def _require_free(act: Act, symbol: str, key: int | None) -> None:
    if Document.objects.filter(consultation=act.consultation, symbol=symbol).exclude(pk=key or 0).exists():
        raise Refusal(DocumentCode.DOCUMENT_SYMBOL_TAKEN, symbol=symbol)
