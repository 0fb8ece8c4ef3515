"""What a contribution that comes as a file says of itself, as far as it can be read: its sender confirms it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES, django_language
from hemicycle.consultations.text import folded
from hemicycle.contributions.content import Content
from hemicycle.contributions.queries import invited
from hemicycle.documents.queries import symbols_in_order
from hemicycle.rules.contributions import TITLE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member

#: So many characters at the beginning are searched for names, and lines for a title.
_BEGINNING, _TITLE_LINES = 3000, 12


def proposed(text: str, consultation: Consultation, own: Member, language: str) -> Content:
    """What a text says of itself.

    Args:
        own: The Member that sends it.
        language: In which it is written, if its letters allow that.
    """
    return Content(
        language=language_of(text, language, consultation.languages.documents),
        title=_title(text),
        reference=symbol_in(text, symbols_in_order(consultation)),
        members=tuple(code for code in _members(text[:_BEGINNING], consultation) if code != own.code),
    )


def language_of(text: str, first: str, among: Iterable[str]) -> str:
    """The language of a text by its letters: the first one if it is written in them, else one of the others."""
    script = _script(text[:_BEGINNING])
    fitting = (code for code in (first, *among) if _script(NATIVE_NAMES.get(code, code)) == script)
    return next(fitting, first)


def _script(text: str) -> str:
    """The script that most of its letters are of: ``LATIN``, ``CJK``; empty without letters."""
    found = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    return found.most_common(1)[0][0] if found else ""


def submitters_in(text: str, consultation: Consultation, own: Member) -> tuple[str, ...]:
    """The other Members that stand behind the template's word for those that submit it, and nowhere else in it."""
    named = _behind(_lines(text), _in_every_language(lambda: [_("Submitted by")]))
    return tuple(code for code in _members(named, consultation) if code != own.code)


def _title(text: str) -> str:
    """What stands behind the template's word for it, in any of our languages; else the first line that is a title."""
    lines = _lines(text)
    labels = _in_every_language(lambda: [pgettext("of a contribution", "Title"), _("Title of the document")])
    first = next((line for line in lines[:_TITLE_LINES] if len(line.split()) > 1), "")
    return (_behind(lines, labels) or first)[:TITLE_LENGTH]


def _lines(text: str) -> list[str]:
    lines = [re.sub(r"^[#>*|\s-]+|[|*\s]+$", "", line) for line in text.splitlines()]
    return [line for line in lines if line]


def _behind(lines: list[str], labels: set[str]) -> str:
    """What stands behind one of these words, on its line or on the next one; empty where none of them is there."""
    for place, line in enumerate(lines):
        label, parted, rest = (part.strip(" |*") for part in _parted(line))
        if folded(label) in labels:
            return rest if parted and rest else next(iter(lines[place + 1 : place + 2]), "")
    return ""


def _parted(line: str) -> tuple[str, str, str]:
    for mark in (":", "：", "|"):
        if mark in line:
            return line.partition(mark)
    return line, "", ""


def _in_every_language(words: Callable[[], list[str]]) -> set[str]:
    found = set[str]()
    for code in LANGUAGES:
        with translation.override(django_language(code)):
            found.update(map(folded, words()))
    return found


def _members(text: str, consultation: Consultation) -> Iterable[str]:
    """The Members that are named in a text, in that order: by a name that they have in any language."""
    beginning = f" {folded(text)} "
    rows = invited(consultation)
    places: dict[str, int] = {}
    for row in rows:
        at = [beginning.find(folded(name.name)) for name in row.names.all() if len(name.name) > 1]
        there = [place for place in at if place >= 0]
        if there:
            places[row.code] = min(there)
    return sorted(places, key=lambda code: places[code])


def symbol_in(text: str, symbols: Iterable[str]) -> str:
    """The first of some symbols that a text names; empty where it names none."""
    places = {symbol: re.search(rf"(?<![\w/]){re.escape(symbol)}(?![\w/])", text) for symbol in symbols}
    there = {symbol: match.start() for symbol, match in places.items() if match}
    return min(there, key=lambda symbol: there[symbol], default="")
