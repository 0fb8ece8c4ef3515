"""Refusals about documents in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.documents.reasons import DocumentCode
from hemicycle.imports import messages as imports
from hemicycle.people import messages as people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    DocumentCode.DOCUMENT_SYMBOL: lambda: _(
        "Enter a symbol of letters and digits separated by a slash, hyphen or full stop, e.g. C20/2. It may "
        "have at most {longest} characters."
    ),
    DocumentCode.DOCUMENT_SYMBOL_TAKEN: lambda: _("Another document has the symbol {symbol}. Choose another one."),
    DocumentCode.DOCUMENT_SYMBOL_USED: lambda: _(
        "Items refer to this document: its symbol no longer changes. Add another document, and link the items to it."
    ),
    DocumentCode.DOCUMENT_WITHOUT_TITLE: lambda: _("Enter the title of the document in at least one language."),
    DocumentCode.DOCUMENT_CONTAINS: lambda: _("A document may carry: {known}. Separate several by commas."),
    DocumentCode.DOCUMENT_CONTAINS_NOTHING: lambda: _(
        "No texts for adoption are set up in this consultation. Leave this empty, or add them on the page “Texts for "
        "adoption” first."
    ),
    DocumentCode.DOCUMENT_LINK: lambda: _(
        "This is not the address of a document. Enter one that begins with https:// or http://."
    ),
    DocumentCode.DOCUMENT_KIND: lambda: _("Documents are PDF, Word (.docx) or Excel (.xlsx) files. Send it as PDF."),
    DocumentCode.DOCUMENT_FILE_OR_LINK: lambda: _("Choose a file or enter a link, one of the two."),
    DocumentCode.DOCUMENT_NO_FILE: lambda: _("There is no file or link in this language. Nothing was changed."),
    DocumentCode.DOCUMENT_CHANGED_MEANWHILE: lambda: _(
        "Another user has changed this document in the meantime. Open it again, then make your change."
    ),
    DocumentCode.DOCUMENT_IN_USE: lambda: _(
        "Items, versions or a contribution refer to this document, so it cannot be removed. Link the items to another "
        "document, remove the versions, or remove the number of the contribution first."
    ),
    DocumentCode.DOCUMENT_TWICE: lambda: _("This document already appears in row {row}. Each document has one row."),
    DocumentCode.DOCUMENT_FILE_MISSING: lambda: _(
        "There is no file of this name in the ZIP, nor is it the present one. Enter a file’s name with its folder, or "
        "a link."
    ),
    DocumentCode.NO_SUCH_BASE: lambda: _(
        "There is no document {symbol} in this consultation that can be revised. Check the symbol, or add that "
        "document first."
    ),
    DocumentCode.NOT_A_VERSION_OF: lambda: _(
        "{symbol} is not the symbol of such a version of {base}. Leave the symbol empty to use the next one."
    ),
    DocumentCode.NO_SUCH_SUBMITTER: lambda: _(
        "There is no Member with the code or name {member}. Choose one of the list."
    ),
    DocumentCode.PACKAGE_EMPTY: lambda: _("None of these documents is a PDF. Download the ZIP, or each document."),
    DocumentCode.PACKAGE_TOO_LARGE: lambda: _(
        "These documents are larger than one download may be ({megabytes} MB). Choose a single item."
    ),
    DocumentCode.PACKAGE_UNREADABLE: lambda: _(
        "The PDF of {symbol} cannot be put into one file with the others. Download the ZIP instead."
    ),
    # The series of documents.
    DocumentCode.SERIES_KEY_TAKEN: lambda: _("Another series has the key “{key}”. Choose another key."),
    DocumentCode.SERIES_WITHOUT_NAME: lambda: _("Enter the name of the series in at least one language."),
    DocumentCode.SERIES_PATTERN: lambda: _(
        "Symbols of a series are letters and digits separated by a slash, hyphen or full stop, with {example} once "
        "for the number. Enter another pattern."
    ),
    DocumentCode.SERIES_PATTERN_TAKEN: lambda: _("Another series has the symbols {pattern}. Enter another pattern."),
    DocumentCode.SERIES_CHANGED_MEANWHILE: lambda: _(
        "Another user changed this series after you opened it. Your entries are still here. Open it again in another "
        "window, compare, and enter your changes there."
    ),
    DocumentCode.SERIES_IN_USE: lambda: _(
        "This series is in use: its symbols no longer change, and it cannot be removed. Documents in it: {documents}. "
        "Its name can be changed."
    ),
    DocumentCode.NO_SUCH_SERIES: lambda: _("This series no longer exists. Choose one of those shown."),
    DocumentCode.TOO_MANY_SERIES: lambda: _("A consultation has at most {most} series. Remove one first."),
    # The texts for adoption that documents may contain.
    DocumentCode.CONTENT_KEY_TAKEN: lambda: _("Another kind of text has the key “{key}”. Choose another key."),
    DocumentCode.CONTENT_WITHOUT_NAME: lambda: _("Enter the name of the kind of text in at least one language."),
    DocumentCode.CONTENT_CHANGED_MEANWHILE: lambda: _(
        "Another user changed this kind of text after you opened it. Your entries are still here. Open it again in "
        "another window, compare, and enter your changes there."
    ),
    DocumentCode.CONTENT_IN_USE: lambda: _(
        "This kind of text is in use and cannot be removed. Documents that contain it: {documents}. Its name can be "
        "changed."
    ),
    DocumentCode.NO_SUCH_CONTENT: lambda: _("This kind of text no longer exists. Choose one of those shown."),
    DocumentCode.TOO_MANY_CONTENTS: lambda: _(
        "A consultation has at most {most} kinds of texts for adoption. Remove one first."
    ),
}
#: With those of the rooms below.
ALL = {**imports.ALL, **MESSAGES}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: it is of a room further on, which words it itself.
    """
    return people.refusal_message(reason, zone, ALL)
