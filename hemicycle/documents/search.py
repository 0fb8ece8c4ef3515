"""The full-text search of documents: by FTS5 in SQLite, by a text search vector in PostgreSQL.

Only this module knows which. What is compared are the terms of ``documents.terms``, so that both find the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, connections, transaction
from django.db.models.signals import post_migrate

from hemicycle.documents.models import Document, DocumentFile, DocumentSubmitter, SearchText
from hemicycle.documents.terms import terms, wanted
from hemicycle.people.member_names import names_in_all

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.apps import AppConfig
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Q, QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.documents.terms import WantedWord

POSTGRESQL = "postgresql"
#: Of one text, so many terms and characters of them: some fifty pages; a vector of PostgreSQL has a limit.
MOST_TERMS = 40_000
MOST_CHARACTERS = 300_000
#: What each database needs beside the table; made again after tables were changed. An empty line ends a statement.
#: PostgreSQL keeps no list of what is to come into its index, which each search would read from end to end.
_MAKE = {
    POSTGRESQL: """
        ALTER TABLE documents_searchtext ADD COLUMN IF NOT EXISTS vector tsvector
            GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED

        CREATE INDEX IF NOT EXISTS documents_words ON documents_searchtext USING gin (vector)

        ALTER INDEX documents_words SET (fastupdate = off)
    """,
    "sqlite": """
        CREATE VIRTUAL TABLE IF NOT EXISTS documents_words USING fts5(
            words, content='documents_searchtext', content_rowid='id', tokenize='unicode61 remove_diacritics 0')

        CREATE TRIGGER IF NOT EXISTS documents_words_insert AFTER INSERT ON documents_searchtext BEGIN
            INSERT INTO documents_words(rowid, words) VALUES (new.id, new.words);
        END

        CREATE TRIGGER IF NOT EXISTS documents_words_delete AFTER DELETE ON documents_searchtext BEGIN
            INSERT INTO documents_words(documents_words, rowid, words) VALUES ('delete', old.id, old.words);
        END

        CREATE TRIGGER IF NOT EXISTS documents_words_update AFTER UPDATE ON documents_searchtext BEGIN
            INSERT INTO documents_words(documents_words, rowid, words) VALUES ('delete', old.id, old.words);
            INSERT INTO documents_words(rowid, words) VALUES (new.id, new.words);
        END
    """,
}
#: The documents of a consultation in which a query is found, each once: in what names it, and in one of its files.
_FIND = {
    POSTGRESQL: """
        SELECT document_id, bool_or(file_id IS NULL), bool_or(file_id IS NOT NULL)
        FROM documents_searchtext JOIN documents_document ON documents_document.id = document_id
        WHERE consultation_id = %s AND vector @@ to_tsquery('simple', %s)
        GROUP BY document_id
    """,
    # The plus keeps SQLite from reading each row, with its words, where the index alone says all that is asked.
    "sqlite": """
        SELECT document_id, max(file_id IS NULL), max(file_id IS NOT NULL)
        FROM documents_document JOIN documents_searchtext ON document_id = documents_document.id
        WHERE consultation_id = %s
            AND +documents_searchtext.id IN (SELECT rowid FROM documents_words WHERE documents_words MATCH %s)
        GROUP BY document_id
    """,
}


def listen(documents: AppConfig) -> None:
    """Make what the database needs after each ``migrate`` from now on."""
    post_migrate.connect(_after, sender=documents, dispatch_uid="documents.search")


def _after(*, using: str, **_: Any) -> None:
    make(connections[using])


def make(there: BaseDatabaseWrapper) -> None:
    """Make what is missing; nothing, before the table is there."""
    if SearchText._meta.db_table in there.introspection.table_names():
        with transaction.atomic(using=there.alias), there.cursor() as cursor:
            for statement in _MAKE[there.vendor].split("\n\n"):
                cursor.execute(statement)


def index(documents: Sequence[Document]) -> None:
    """Let documents be found by symbol, titles and who submitted them; a constant number of queries."""
    keys = [row.pk for row in documents]
    names = _names_of_submitters(keys)
    SearchText.objects.filter(document__in=keys, file=None).delete()
    SearchText.objects.bulk_create(
        SearchText(
            document=row,
            words=kept([row.symbol, *row.title.values(), *row.submitted_by.values(), *names.get(row.pk, ())]),
        )
        for row in documents
    )


def _names_of_submitters(keys: Collection[int]) -> dict[int, list[str]]:
    rows = DocumentSubmitter.objects.filter(document__in=keys).select_related("member", "document__consultation")
    found: dict[int, list[str]] = {}
    for row in rows.prefetch_related("member__names"):
        consultation = row.document.consultation
        names = names_in_all(row.member, consultation.first_day, consultation.languages.documents)
        found.setdefault(row.document_id, []).extend([row.member.code, *names.values()])
    return found


def keep_text(file: DocumentFile, text: str) -> None:
    """Let a document be found by what one of its files says; empty where nothing could be read."""
    row = SearchText(document_id=file.document_id, file=file, words=kept([text]))
    SearchText.objects.bulk_create([row], update_conflicts=True, unique_fields=["file"], update_fields=["words"])


def kept(texts: Sequence[str]) -> str:
    """Texts as they are kept for the search: their terms, up to the limits."""
    words = " ".join(terms("\n".join(texts))[:MOST_TERMS])
    return words if len(words) <= MOST_CHARACTERS else words[:MOST_CHARACTERS].rpartition(" ")[0]


def forget(file: DocumentFile) -> None:
    """Let a document be found no more by what one of its files said, in whose place another one stands."""
    SearchText.objects.filter(file=file).delete()


def unread(most: int) -> list[DocumentFile]:
    """Files that nobody has read yet for the search."""
    rows = DocumentFile.objects.filter(upload__isnull=False, replaced_at=None, search_text=None)
    return list(rows.select_related("upload")[:most])


def without_head(most: int) -> list[Document]:
    """Documents that cannot be found by their symbol yet, as after an import of a whole consultation."""
    heads = SearchText.objects.filter(file=None).values("document")
    return list(Document.objects.exclude(pk__in=heads)[:most])


def found(
    consultation: Consultation, documents: QuerySet[Document], opened: Q, text: str, also: Collection[int] = ()
) -> set[int] | None:
    """Keys of the documents that have all words of a text, in what names them or in one of their files.

    Of documents that the reader does not see there may be keys too: these narrow what is seen, and say nothing else.

    Args:
        documents: Those of the consultation that the reader sees.
        opened: Which of these the reader opens: the text of no other one is looked through.
        text: As typed; a word is found by its beginning, a letter beside other words as it is.
        also: Keys of those that are found otherwise.

    Returns:
        None where the text has no word, and narrows nothing.
    """
    query = _query(wanted(text))
    if not query:
        return None
    hits = _hits(consultation.pk, query)
    named = {document for document, in_head, _in_file in hits if in_head}.union(also)
    said = {document for document, _in_head, in_file in hits if in_file} - named
    if said and opened:
        said.intersection_update(documents.filter(opened).values_list("pk", flat=True))
    return named | said


def _hits(consultation: int, query: str) -> list[tuple[int, bool, bool]]:
    """The documents in which a query is found: in their head, and in a file."""
    find, within = _FIND[connection.vendor], connection.in_atomic_block
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.vendor == POSTGRESQL:
            # What it takes to read each vector from beside its row is nothing that PostgreSQL reckons with: it would
            # rather read all of them than ask the index. Said with the question, for each way there and back counts.
            cursor.execute(f"SET LOCAL enable_seqscan = off; {find}", [consultation, query])
            cursor.nextset()
        else:
            cursor.execute(find, [consultation, query])
        hits: list[tuple[int, bool, bool]] = cursor.fetchall()
        if connection.vendor == POSTGRESQL and within:
            cursor.execute("SET LOCAL enable_seqscan = DEFAULT")
    return hits


def _query(words: Sequence[WantedWord]) -> str:
    """What the database is asked; terms are letters and digits alone, so that nothing in them is an operator."""
    if connection.vendor == POSTGRESQL:
        phrases = ((" <-> ".join(f"'{term}'" for term in word.terms), ":*" if word.begins else "") for word in words)
        return " & ".join(f"({phrase}{begins})" for phrase, begins in phrases)
    return " AND ".join(f'"{" ".join(word.terms)}"{" *" if word.begins else ""}' for word in words)
