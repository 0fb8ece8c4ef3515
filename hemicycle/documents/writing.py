"""How a document is written down within an act: its record, its submitters, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.consultations.document_contents import contents_of
from hemicycle.documents import search
from hemicycle.documents.models import Document, DocumentFile, DocumentSubmitter
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import objections
from hemicycle.people.models import Member, Upload
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from hemicycle.documents.numbering import Numbered, Numbering
    from hemicycle.documents.record import DocumentRecord
    from hemicycle.people.act import Act
    from hemicycle.people.models import Person
    from hemicycle.people.uploads import Looked

    #: What a language has: a file that was looked at, one that is kept already, or a link.
    Given: TypeAlias = Looked | Upload | str


def acceptable(act: Act, record: DocumentRecord, numbering: Numbering) -> Numbered:
    """A record with its symbol, as it can be kept.

    Raises:
        Refusal: it cannot.
    """
    contents = contents_of(act.consultation)
    wanted = numbering.of(record.cleaned(contents))
    for _field, reason in objections(wanted.record, contents):
        raise Refusal(reason)
    return wanted


def require_free(act: Act, symbol: str, key: int | None) -> None:
    """Let no two documents of a consultation have one symbol, which a reader would tell apart by capitals alone.

    Raises:
        Refusal: another one has it.
    """
    if Document.objects.filter(consultation=act.consultation, symbol__iexact=symbol).exclude(pk=key or 0).exists():
        raise Refusal(DocumentCode.DOCUMENT_SYMBOL_TAKEN, symbol=symbol)


def members_of(act: Act, codes: tuple[str, ...]) -> list[Member]:
    """The Members of the body that have these codes, in their order.

    Raises:
        Refusal: it has no Member of one of them.
    """
    if not codes:
        return []
    found = {row.code: row for row in Member.objects.filter(body=act.consultation.body_id, code__in=codes)}
    for code in codes:
        if code not in found:
            raise Refusal(DocumentCode.NO_SUCH_SUBMITTER, member=code[:60])
    return [found[code] for code in codes]


def keep(act: Act, row: Document, wanted: Numbered) -> Document:
    """Write a record down, with its submitters, and let it be found."""
    record = wanted.record
    row.consultation = act.consultation
    row.symbol, row.title, row.contains = record.symbol, record.title, list(record.contains)
    row.series, row.number = record.series, wanted.number
    row.base, row.change = wanted.base, wanted.mark.change.value if wanted.mark else ""
    row.change_number = wanted.mark.number if wanted.mark else None
    row.what_changes, row.submitted_by = record.what_changes, record.submitted_by
    row.translating = list(record.translating)
    members = members_of(act, record.submitters)
    row.save()
    if [one.member_id for one in row.submitters.all()] != [member.pk for member in members]:
        row.submitters.all().delete()
        DocumentSubmitter.objects.bulk_create(
            DocumentSubmitter(document=row, member=member, place=place) for place, member in enumerate(members, 1)
        )
    search.index([row])
    return row


def place(act: Act, row: Document, language: str, given: Given) -> DocumentFile:
    """Put a file or a link into its place.

    Raises:
        LookupError: nobody in particular acts.
    """
    before = current_file(row, language)
    if before is not None:
        retire(act, before)
    person = actor(act)
    if isinstance(given, str):
        return row.files.create(language=language, link=given, by=person, at=act.at)
    upload = given if isinstance(given, Upload) else given.keep(person, act.at)
    return row.files.create(language=language, upload=upload, by=person, at=act.at)


def retire(act: Act, file: DocumentFile) -> None:
    """Let a file or a link of a document that is prepared be a former one."""
    file.replaced_at = act.at
    file.save(update_fields=["replaced_at"])
    search.forget(file)


def current_file(document: Document, language: str) -> DocumentFile | None:
    """The file or link that a language has now."""
    return document.files.select_related("upload").filter(language=language, replaced_at=None).first()


def actor(act: Act) -> Person:
    """The person who acts.

    Raises:
        LookupError: nobody in particular acts.
    """
    if act.performer.person is None:
        raise LookupError("a person gives a document its files, and posts it")
    return act.performer.person


def told(file: DocumentFile) -> dict[str, Any]:
    """A file as the journal has it."""
    upload = file.upload
    said = {"name": upload.name, "sha256": upload.sha256} if upload else {"link": file.link}
    return {"language": file.language, **said}


def told_all(row: Document) -> list[dict[str, Any]]:
    """The files and links that a document has, as the journal has them."""
    return [told(file) for file in row.files.filter(replaced_at=None).select_related("upload")]


def first_of(texts: Mapping[str, str]) -> str:
    """A text in one of its languages; empty where it has none."""
    return next(iter(texts.values()), "")
