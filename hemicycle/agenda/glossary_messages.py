"""Refusals about the glossary in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.agenda.reasons import AgendaCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code, as ``agenda.messages`` has them.
GLOSSARY: dict[ReasonCode, Callable[[], str]] = {
    AgendaCode.GLOSSARY_WITHOUT_TERM: lambda: _("Enter the term in at least one language."),
    AgendaCode.GLOSSARY_TOO_MANY_TERMS: lambda: _(
        "An entry has at most {most} terms in one language. Remove some, or add another entry."
    ),
    AgendaCode.GLOSSARY_LANGUAGE: lambda: _(
        "“{language}” is not a language of this consultation. Use one of its languages, or add it on the page of "
        "languages first."
    ),
    AgendaCode.GLOSSARY_TWICE: lambda: _(
        "This term already appears in row {row}. Put both into one row, or add words that tell them apart."
    ),
    AgendaCode.GLOSSARY_NO_ENTRY: lambda: _(
        "There is no entry {number} in this glossary. Leave the number empty to add a new entry."
    ),
    AgendaCode.GLOSSARY_NO_ITEM: lambda: _(
        "There is no item “{item}” in this consultation. Enter its place on the agenda, the symbol of its document, or "
        "its list and number."
    ),
    AgendaCode.GLOSSARY_FULL: lambda: _(
        "A glossary has at most {most} entries. Remove some first, or import the terms of this meeting alone."
    ),
    AgendaCode.GLOSSARY_CHANGED_MEANWHILE: lambda: _(
        "Another user has changed or removed this entry in the meantime. Your text is kept below. Open the entry again "
        "in another window, compare, and enter your change there."
    ),
    AgendaCode.GLOSSARY_EMPTY: lambda: _("The glossary is empty. Nothing was removed."),
}
