"""The words that papers print, as a consultation gives them in a language of which there is no catalogue of ours.

They are kept as a gettext catalogue (PO), one for each language, among the texts that a consultation words itself: what
a translator gets and sends back is what is kept, with the forms of its plurals at its head.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from gettext import c2py
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from hemicycle.consultations import own_words
from hemicycle.consultations.catalogues import CONTEXT, Words
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.mail.models import OwnText

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from hemicycle.consultations.models import Consultation

#: Under which they stand among the texts of a consultation.
NAME = "papers"
#: Numbers with which every form of a language's plurals is tried.
_NUMBERS = range(200)


class Word(NamedTuple):
    """A word or sentence that papers print, in English.

    Attributes:
        plural: With another number than one; empty for what follows no number.
        context: Tells it from the same words elsewhere.
    """

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str:
        """What gettext looks up."""
        return f"{self.context}{CONTEXT}{self.text}" if self.context else self.text


@dataclass(frozen=True)
class Given:
    """What a consultation gives in one language.

    Attributes:
        forms: By the key of a word, what it is in the language: one text, or as many as the language has forms.
        number: How many forms there are behind a number.
        rule: Which of them a number has, as gettext writes it: "n != 1".
        faults: Words that cannot be printed as they were given, each with what is wrong in it; they are left out.
    """

    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    number: int = 2
    rule: str = "n != 1"
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def form(self) -> Callable[[int], int]:
        """Which form a number has."""
        return c2py(self.rule)


class NotRead(ValueError):
    """A file that is no catalogue of that language; says why."""


class OtherLanguage(NotRead):
    """It is one of another language; says which."""


def without_catalogue(consultation: Consultation) -> list[str]:
    """The languages of a consultation in which we have no words."""
    return [code for code in consultation.languages.documents if code not in LANGUAGES]


def kept(consultation: Consultation) -> dict[str, OwnText]:
    """What a consultation gives, by language."""
    return {row.language: row for row in consultation.own_texts.filter(name=NAME)}


def given(row: OwnText | None, language: str) -> Given:
    """What is kept of a language; without anything, its forms."""
    return _parsed(row.body) if row else nothing(language)


def nothing(language: str) -> Given:
    """A language in which nothing is given yet, with the forms that gettext knows of it."""
    made = _empty(language)
    return Given({}, made.num_plurals, _rule(made))


def _empty(language: str) -> Catalog:
    return Catalog(locale=language, charset="utf-8", project="Hemicycle", fuzzy=False)


def _rule(catalog: Catalog) -> str:
    return str(catalog.plural_expr).strip().removeprefix("(").removesuffix(")")


@lru_cache(maxsize=16)
def _parsed(text: str) -> Given:
    return read(text.encode())


def read(content: bytes, language: str = "") -> Given:
    """What a catalogue gives. What is empty or marked as doubtful is left out.

    Args:
        language: Which it has to be of, where it says one.

    Raises:
        NotRead: it is none, or its rule of plurals cannot be read.
        OtherLanguage: it is of another language.
    """
    try:
        catalog = read_po(BytesIO(content), abort_invalid=True)
        rule, number = _rule(catalog), catalog.num_plurals
        if max(map(c2py(rule), _NUMBERS)) >= number:
            raise NotRead(f"plural={rule}")
    except (PoFileError, UnknownLocaleError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise NotRead(str(error)) from error
    if language and catalog.locale is not None and catalog.locale.language != language:
        raise OtherLanguage(catalog.locale.language)
    forms, faults = dict[str, tuple[str, ...]](), list[tuple[str, str]]()
    for message in catalog:
        string = message.string or ""
        said = (string,) if isinstance(string, str) else tuple(string)
        if not message.id or message.fuzzy or not all(said):
            continue
        word = _word(message.id, message.context or "")
        if wrong := fault(word, said, number):
            faults.append((word.text, wrong))
        else:
            forms[word.key] = said
    return Given(forms, number, rule, tuple(faults))


def _word(text: str | tuple[str, ...] | list[str], context: str) -> Word:
    return Word(text, "", context) if isinstance(text, str) else Word(text[0], text[1], context)


def write(words: Iterable[Word], has: Given, language: str) -> bytes:
    """A catalogue of these words with what is given of them, as a translator opens it."""
    made = _empty(language)
    made.mime_headers = [("Plural-Forms", f"nplurals={has.number}; plural=({has.rule});")]
    for word in words:
        said = has.forms.get(word.key)
        text = (word.text, word.plural) if word.plural else word.text
        empty = ("",) * has.number if word.plural else ""
        string = (said if word.plural else said[0]) if said else empty
        made.add(text, string, context=word.context or None)
    file = BytesIO()
    write_po(file, made, width=0, omit_header=False)
    return file.getvalue()


def fault(word: Word, said: Collection[str], number: int) -> str:
    """What of a word is not as in English, so that it cannot be printed; empty where all is.

    Placeholders are the same, but that a form of one thing may leave its number out; elements of a page are, and
    nothing is added that a page would take for one.
    """
    if len(said) != (number if word.plural else 1):
        return word.text
    english = word.text + word.plural
    wanted, around = set(own_words.KEPT.findall(english)), set(own_words.KEPT.sub("", english))
    for text in said:
        used, rest = set(own_words.KEPT.findall(text)), own_words.KEPT.sub("", text)
        missing = set() if word.plural else wanted - used
        stray = set('<>"') & set(rest) - around
        if "%(" in english and "%" in rest.replace("%%", ""):
            stray.add("%")
        if wrong := sorted(missing | (used - wanted) | stray):
            return " ".join(wrong)
    return ""


def lacking(words: Iterable[Word], has: Given, language: str) -> list[Word]:
    """Those that papers in a language would print in English."""
    return [word for word in words if word.key not in has.forms and not own_words.stands_in_django(language, word.key)]


def listen() -> None:
    """Called once, when Django is ready: papers print what a consultation gives."""
    own_words.read_by(words_of)


def words_of(consultation: int, language: str) -> Words:
    """What gettext finds of a consultation."""
    row = OwnText.objects.filter(consultation=consultation, name=NAME, language=language).first()
    return _looked_up(row.body) if row else Words()


@lru_cache(maxsize=16)
def _looked_up(text: str) -> Words:
    has = _parsed(text)
    return Words(
        {key: said[0] for key, said in has.forms.items() if len(said) == 1},
        {key: said for key, said in has.forms.items() if len(said) > 1 or has.number == 1},
        has.form,
    )
