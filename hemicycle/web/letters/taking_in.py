"""The text of a Word document is put into the field of a text. Nothing is saved, and what was there can be put back."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence.messages import refusal_message
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page_actions import note_refusal
from hemicycle.web.toolkit.word_files import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from django.http import HttpRequest, QueryDict

    from hemicycle.web.toolkit.word_files import WordText

#: So many texts that stood in a field before can be put back.
EARLIER = 5
#: What a document has that is not taken in, or taken in otherwise (``docx_reader``).
LEFT = {
    "insertions": ngettext_lazy(
        "%(count)d tracked insertion: put in, as if accepted.",
        "%(count)d tracked insertions: put in, as if accepted.",
        "count",
    ),
    "deletions": ngettext_lazy(
        "%(count)d tracked deletion: left out, as if accepted.",
        "%(count)d tracked deletions: left out, as if accepted.",
        "count",
    ),
    "comments": ngettext_lazy("%(count)d comment: left out.", "%(count)d comments: left out.", "count"),
    "footnotes": ngettext_lazy(
        "%(count)d footnote or endnote: left out.", "%(count)d footnotes or endnotes: left out.", "count"
    ),
    "images": ngettext_lazy("%(count)d picture: left out.", "%(count)d pictures: left out.", "count"),
    "objects": ngettext_lazy(
        "%(count)d drawing, chart or embedded object: left out.",
        "%(count)d drawings, charts or embedded objects: left out.",
        "count",
    ),
    "text_boxes": ngettext_lazy(
        "%(count)d text box: left out with its text.", "%(count)d text boxes: left out with their text.", "count"
    ),
    "equations": ngettext_lazy("%(count)d equation: left out.", "%(count)d equations: left out.", "count"),
    "symbols": ngettext_lazy(
        "%(count)d character of a symbol font: left out.",
        "%(count)d characters of a symbol font: left out.",
        "count",
    ),
    "hidden": ngettext_lazy(
        "%(count)d passage of hidden text: left out.", "%(count)d passages of hidden text: left out.", "count"
    ),
    "tables": ngettext_lazy(
        "%(count)d table: each row is a paragraph, with | between its cells.",
        "%(count)d tables: each row is a paragraph, with | between its cells.",
        "count",
    ),
    "lettered": ngettext_lazy(
        "%(count)d list with letters, Roman or several numbers: its items have the numbers 1, 2, 3. Check references "
        "to them.",
        "%(count)d lists with letters, Roman or several numbers: their items have the numbers 1, 2, 3. Check "
        "references to them.",
        "count",
    ),
    "links": ngettext_lazy(
        "%(count)d link to something other than a web or e-mail address: its text is put in without the link.",
        "%(count)d links to something other than a web or e-mail address: their text is put in without the link.",
        "count",
    ),
    "formatting": ngettext_lazy(
        "%(count)d passage underlined, struck through, raised or lowered: its text is put in without that.",
        "%(count)d passages underlined, struck through, raised or lowered: their text is put in without that.",
        "count",
    ),
}


@dataclass(frozen=True)
class TextField:
    """A field for the text in a language.

    Attributes:
        prefix: Of the names of its fields: empty, or the language and a hyphen.
        mark: The bookmark around this text in a letter's own paper.
    """

    language: str
    prefix: str
    mark: str

    def name(self, of: str) -> str:
        """A name as the form sends it."""
        return f"{self.prefix}{of}"


@dataclass(frozen=True)
class Came:
    """What came of one document.

    Attributes:
        refusal: Why its text was not put in; empty where it was.
        replaced: How many characters it took the place of.
        notes: What was not taken in, or otherwise than it stands there.
    """

    language: str
    file: str
    refusal: str = ""
    replaced: int = 0
    notes: tuple[str, ...] = ()

    @property
    def native(self) -> str:
        """The language's own name."""
        return NATIVE_NAMES[self.language]


@dataclass(frozen=True)
class Given:
    """A form whose fields have other texts now.

    Attributes:
        typed: All that was typed, with them.
        came: For each document that was chosen.
        asked: Documents were to be taken in; nothing was chosen where nothing came.
    """

    typed: QueryDict
    came: tuple[Came, ...] = ()
    asked: bool = False

    @property
    def status(self) -> HTTPStatus:
        """Of the answer."""
        refused = self.asked and all(came.refusal for came in self.came)
        return HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK


def given(request: HttpRequest, fields: Iterable[TextField], zone: ZoneInfo) -> Given | None:
    """What a form asks for beside being saved; ``None`` where it is to be saved.

    A document that was chosen is taken in whichever button was pressed: nothing is saved that nobody has read.
    """
    fields = list(fields)
    chosen = [field for field in fields if field.name("docx") in request.FILES]
    if "back" in request.POST:
        return _put_back(request, fields)
    if not chosen and "take_in" not in request.POST:
        return None
    typed = request.POST.copy()
    found = Given(typed, tuple(_take_in(request, typed, field, zone) for field in chosen), asked=True)
    if found.status is not HTTPStatus.OK:
        note_refusal(request)
    return found


def _take_in(request: HttpRequest, typed: QueryDict, field: TextField, zone: ZoneInfo) -> Came:
    file = request.FILES[field.name("docx")]
    if isinstance(file, list):
        raise TypeError("the last of several files is one")
    try:
        word = text_of(file, field.mark)
    except Refusal as refusal:
        return Came(field.language, file.name or "", refusal_message(refusal.reason, zone))
    before = typed.get(field.name("body"), "")
    _replace(typed, field, word.text)
    return Came(field.language, word.name, replaced=len(before.strip()), notes=tuple(_notes(word)))


def _notes(word: WordText) -> Iterable[str]:
    if word.of_paper:
        yield _("The file is the paper of a letter. Its text was put in without letterhead, subject and signature.")
    for name, words in LEFT.items():
        if count := word.counts.get(name):
            yield words % {"count": count}


def _replace(typed: QueryDict, field: TextField, text: str) -> None:
    """Put a text into the field; what stood there is kept beside it, the latest first."""
    body, earlier = field.name("body"), field.name("earlier")
    kept = [typed.get(body, ""), *typed.getlist(earlier)]
    typed.setlist(earlier, [each for each in dict.fromkeys(kept) if each.strip() and each != text][:EARLIER])
    typed[body] = text


def _put_back(request: HttpRequest, fields: list[TextField]) -> Given:
    typed = request.POST.copy()
    for field in fields:
        for place, text in enumerate(typed.getlist(field.name("earlier"))):
            if request.POST["back"] == f"{field.prefix}{place}":
                _replace(typed, field, text)
                return Given(typed)
    return Given(typed)


@dataclass(frozen=True)
class WordField:
    """What a page shows beneath the field of a text.

    Attributes:
        earlier: What stood in the field before, each with what its button sends.
    """

    field: TextField
    earlier: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Of the field for a document."""
        return self.field.name("docx")

    @property
    def earlier_name(self) -> str:
        """Of what stood in the field before."""
        return self.field.name("earlier")


def word_field(typed: QueryDict | None, field: TextField) -> WordField:
    """As the form was sent, if it was."""
    earlier = typed.getlist(field.name("earlier")) if typed is not None else []
    return WordField(field, tuple((f"{field.prefix}{place}", text) for place, text in enumerate(earlier[:EARLIER])))
