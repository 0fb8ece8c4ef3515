"""Why something about documents is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class DocumentCode(ReasonCode):
    """Reasons of this room."""

    DOCUMENT_SYMBOL = "document_symbol", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_SYMBOL_TAKEN = "document_symbol_taken"
    DOCUMENT_SYMBOL_USED = "document_symbol_used"
    DOCUMENT_WITHOUT_TITLE = "document_without_title", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_CONTAINS = "document_contains", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_CONTAINS_NOTHING = "document_contains_nothing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_LINK = "document_link", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_KIND = "document_kind", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_FILE_OR_LINK = "document_file_or_link", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_NO_FILE = "document_no_file"
    DOCUMENT_CHANGED_MEANWHILE = "document_changed_meanwhile"
    DOCUMENT_IN_USE = "document_in_use"
    DOCUMENT_TWICE = "document_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_FILE_MISSING = "document_file_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_BASE = "no_such_base", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NOT_A_VERSION_OF = "not_a_version_of", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_SUBMITTER = "no_such_submitter", None, HTTPStatus.UNPROCESSABLE_ENTITY
    PACKAGE_EMPTY = "package_empty"
    PACKAGE_TOO_LARGE = "package_too_large", None, HTTPStatus.UNPROCESSABLE_ENTITY
    PACKAGE_UNREADABLE = "package_unreadable", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # The series of documents.
    SERIES_KEY_TAKEN = "series_key_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SERIES_WITHOUT_NAME = "series_without_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SERIES_PATTERN = "series_pattern", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SERIES_PATTERN_TAKEN = "series_pattern_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SERIES_CHANGED_MEANWHILE = "series_changed_meanwhile"
    SERIES_IN_USE = "series_in_use"
    NO_SUCH_SERIES = "no_such_series"
    TOO_MANY_SERIES = "too_many_series"

    # The texts for adoption that documents may contain.
    CONTENT_KEY_TAKEN = "content_key_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTENT_WITHOUT_NAME = "content_without_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTENT_CHANGED_MEANWHILE = "content_changed_meanwhile"
    CONTENT_IN_USE = "content_in_use"
    NO_SUCH_CONTENT = "no_such_content"
    TOO_MANY_CONTENTS = "too_many_contents"
