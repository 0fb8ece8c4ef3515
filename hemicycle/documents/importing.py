"""Rows of documents with their files: found by symbol, checked, and written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hemicycle.consultations.document_contents import contents_of
from hemicycle.documents.import_columns import columns
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.documents.numbering import Numbering
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import DocumentRecord, objections, require_kind, require_link
from hemicycle.documents.writing import keep, place, retire
from hemicycle.imports.columns import titles_in
from hemicycle.imports.files import Files, look_at_table
from hemicycle.imports.rows import Desk, Outcome
from hemicycle.imports.vocabulary import Names, members
from hemicycle.people.details import clean
from hemicycle.rules.documents import may_add_language, may_change
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.core.files.base import File

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.columns import Column
    from hemicycle.imports.models import Import
    from hemicycle.imports.rows import Row
    from hemicycle.people.act import Act
    from hemicycle.people.uploads import Looked
    from hemicycle.rules.reasons import Decision

#: By field of a record, the column that it is about.
_COLUMNS = {"symbol": "symbol", "contains": "contains"}
_LINKS = ("https://", "http://")


@dataclass
class Wanted:
    """A document to be written, as it shall be; a new one has no key yet.

    Attributes:
        files: By language: a file, a link, or None where what there is is taken away.
    """

    document: Document
    record: DocumentRecord
    files: dict[str, Looked | str | None] = field(default_factory=dict)


class DocumentDesk(Desk[Wanted]):
    """The rows of one file, within one act or before it."""

    action = Action.DOCUMENT_EDIT

    def __init__(self, act: Act) -> None:
        self._act = act
        self._files = Files()
        self._contents = [row.key for row in act.settings.document_contents]
        self._content_names: Names[str] = Names()
        for content in act.settings.document_contents:
            self._content_names.add(content.key, content.name.values(), content.key)
        self._members = members(act.consultation.body_id)
        self._numbering = Numbering(act.consultation)
        rows = act.consultation.documents.select_related("base").prefetch_related("submitters__member")
        self._documents = {row.symbol: row for row in rows}
        files = DocumentFile.objects.filter(document__consultation=act.consultation, replaced_at=None)
        self._present = {(row.document_id, row.language): row for row in files.select_related("upload")}
        self._rows: dict[str, int] = {}

    @classmethod
    def columns_for(cls, consultation: Consultation) -> tuple[Column, ...]:
        """As in ``Desk``."""
        return columns(consultation.languages.documents, contents_of(consultation))

    @classmethod
    def look(cls, file: File[bytes]) -> Looked:
        """As in ``Desk``: a table, or a ZIP with one."""
        return look_at_table(file)

    @classmethod
    def beside(cls, import_: Import) -> Files:
        """The files beside the table."""
        return Files.beside(import_.upload, require_kind)

    def accompany(self, beside: object) -> None:
        """As in ``Desk``."""
        if isinstance(beside, Files):
            self._files = beside

    def check(self, rows: Sequence[Row]) -> list[Wanted]:
        """As in ``Desk``, without a query."""
        wanted = []
        for row in rows:
            symbol = clean(row.cells.get("symbol", ""))
            document = self._documents.get(symbol)
            before = DocumentRecord.of(document) if document else None
            record = self._record(row, symbol, before).cleaned(self._contents)
            files = self._files_of(row, document)
            self._look(row, record)
            if document is not None and document.posted_at is not None:
                self._look_at_posted(row, document, before, record, files)
            if row.outcome is Outcome.ERROR:
                continue
            row.changes = Outcome.NEW if before is None else Outcome.CHANGED
            if before is not None and before.digest == record.digest and not files:
                row.changes = Outcome.UNCHANGED
                continue
            wanted.append(Wanted(document or Document(consultation=self._act.consultation), record, files))
        return wanted

    def _look(self, row: Row, record: DocumentRecord) -> None:
        for name, reason in objections(record, self._contents):
            row.error(_COLUMNS.get(name, ""), reason.code, **reason.facts)
        first = self._rows.setdefault(record.symbol, row.number)
        if record.symbol and first != row.number:
            row.error("symbol", DocumentCode.DOCUMENT_TWICE, row=first)

    def _look_at_posted(
        self,
        row: Row,
        document: Document,
        before: DocumentRecord | None,
        record: DocumentRecord,
        files: dict[str, Looked | str | None],
    ) -> None:
        """What was posted never changes; a language that is missing is added (rule 20)."""
        where = document.standing(self._act.at)
        if before is None or before.digest != record.digest:
            self._refuse(row, "symbol", may_change(where))
        for code in files:
            given = [code] if (document.pk, code) in self._present else []
            self._refuse(row, f"file_{code}", may_add_language(where, code, given))

    @staticmethod
    def _refuse(row: Row, column: str, decision: Decision) -> None:
        if isinstance(decision, Refused):
            row.error(column, decision.reason.code, **decision.reason.facts)

    def _record(self, row: Row, symbol: str, before: DocumentRecord | None) -> DocumentRecord:
        """What the row says; a column that is left out changes nothing, and an empty cell empties."""
        kept = before or DocumentRecord(symbol)
        title = kept.title | titles_in(row.cells)
        contains = kept.contains
        if "contains" in row.cells:
            said = filter(None, (part.strip() for part in row.cells["contains"].split(",")))
            contains = tuple(self._content_names.find(part) or part for part in said)
        submitters = kept.submitters
        if "submitters" in row.cells:
            submitters = tuple(self._members_of(row))
        return replace(kept, title=title, contains=contains, submitters=submitters)

    def _members_of(self, row: Row) -> Iterator[str]:
        """Codes of the Members that submitted it, by their codes or names."""
        for part in filter(None, (part.strip() for part in row.cells["submitters"].split(";"))):
            member = self._members.find(part)
            if member is None:
                row.error("submitters", DocumentCode.NO_SUCH_SUBMITTER, code=part[:60])
            else:
                yield member.code

    def _files_of(self, row: Row, document: Document | None) -> dict[str, Looked | str | None]:
        """What the row changes of the document's files."""
        files: dict[str, Looked | str | None] = {}
        for code in self._act.consultation.languages.documents:
            column = f"file_{code}"
            if column not in row.cells:
                continue
            present = self._present.get((document.pk, code)) if document else None
            cell = row.cells[column]
            if not cell:
                if present is not None:
                    files[code] = None
            elif not _is_present(present, cell, known=cell in self._files):
                given = self._given(row, column, cell)
                if given is not None and not _is_same(present, given):
                    files[code] = given
        return files

    def _given(self, row: Row, column: str, cell: str) -> Looked | str | None:
        if cell.startswith(_LINKS):
            try:
                return require_link(cell)
            except Refusal as refused:
                row.error(column, refused.reason.code, **refused.reason.facts)
                return None
        if cell not in self._files:
            row.error(column, DocumentCode.DOCUMENT_FILE_MISSING)
            return None
        looked = self._files.look(cell)
        if isinstance(looked, Reason):
            row.error(column, looked.code, **looked.facts)
            return None
        return looked

    def write(self, wanted: Sequence[Wanted]) -> None:
        """As in ``Desk``."""
        for one in wanted:
            row = one.document
            if row.posted_at is None:
                row = keep(self._act, row, self._numbering.of(one.record))
                self._numbering.keep(row)
            for code, given in one.files.items():
                if given is None:
                    retire(self._act, self._present[row.pk, code])
                else:
                    place(self._act, row, code, given)


def _is_present(present: DocumentFile | None, cell: str, *, known: bool) -> bool:
    """Whether a cell names what is there already: as an export of this table has it.

    Args:
        known: The ZIP has a file of this name, which is compared by its content.
    """
    if present is None or known:
        return False
    return cell == (present.upload.name if present.upload else present.link)


def _is_same(present: DocumentFile | None, given: Looked | str) -> bool:
    if present is None:
        return False
    if isinstance(given, str):
        return present.link == given
    return present.upload is not None and present.upload.sha256 == given.sha256


def present_documents(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each document that is there, by symbol."""
    rows = DocumentFile.objects.filter(document__consultation=consultation, replaced_at=None).select_related("upload")
    by_document: dict[int, list[DocumentFile]] = {}
    for file in rows:
        by_document.setdefault(file.document_id, []).append(file)
    for document in consultation.documents.order_by("symbol").prefetch_related("submitters__member"):
        yield {
            "symbol": document.symbol,
            **{f"title_{code}": words for code, words in document.title.items()},
            "contains": ", ".join(document.contains),
            "submitters": "; ".join(row.member.code for row in document.submitters.all()),
            **{
                f"file_{file.language}": file.upload.name if file.upload else file.link
                for file in by_document.get(document.pk, [])
            },
        }
