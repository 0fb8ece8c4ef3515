"""Our texts as a consultation words them: its own words where it has any, ours in every other language.

Ours stay in the catalogues; what is kept of a consultation is only what differs from them.
"""

from __future__ import annotations

import hashlib
import json
from collections import ChainMap
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from django.utils import translation

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import FALLBACK, LANGUAGES, django_language
from hemicycle.mail import texts
from hemicycle.mail.models import OwnText
from hemicycle.mail.placeholders import faults
from hemicycle.people.changes import consultation_copied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation


class Ours(Protocol):
    """A text of ours that a consultation may word itself; its attributes are those of ``texts.Template``."""

    @property
    def title(self) -> str | _StrPromise: ...  # noqa: D102
    @property
    def subject(self) -> Callable[[], str]: ...  # noqa: D102
    @property
    def body(self) -> Callable[[], str]: ...  # noqa: D102
    @property
    def known(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def required(self) -> tuple[str, ...]: ...  # noqa: D102


class Words(NamedTuple):
    """A text in one language."""

    subject: str
    body: str


#: Texts with which letters begin, by name: correspondence, which has them, adds them.
LETTERS: dict[str, Ours] = {}
#: Every text that a consultation may word itself.
EDITABLE: ChainMap[str, Ours] = ChainMap(texts.TEMPLATES, LETTERS)  # type: ignore[arg-type]  # only read


def defaults(name: str, languages: Iterable[str] = LANGUAGES) -> dict[str, Words]:
    """One of our texts as we word it, in those of some languages in which we have it."""
    text, found = EDITABLE[name], dict[str, Words]()
    for code in languages:
        if code not in LANGUAGES:
            continue
        with translation.override(django_language(code)):
            found[code] = Words(text.subject(), text.body())
    return found


def own_texts(consultation: Consultation, name: str) -> dict[str, OwnText]:
    """A consultation's own words of one of our texts, by language, with who wrote them."""
    rows = consultation.own_texts.filter(name=name).select_related("changed_by")
    return {row.language: row for row in rows}


def all_own_texts(consultation: Consultation) -> dict[str, list[OwnText]]:
    """Every text that a consultation has of its own, by name, with who changed it."""
    kept: dict[str, list[OwnText]] = {}
    for row in OwnText.objects.filter(consultation=consultation).select_related("changed_by"):
        kept.setdefault(row.name, []).append(row)
    return kept


def older(consultation: Consultation) -> dict[str, list[str]]:
    """The languages in which a text is older than in the one that stands in for all, by name.

    Where a consultation words a text itself in that language, every other one that it did not write, or look at, at
    that time or later says something else, be it the consultation's own words or ours. A text that it does not word
    there has none: ours are translations of each other.
    """
    source = consultation.languages.last_resort
    written = {
        name: {row.language: row.changed_at for row in rows} for name, rows in all_own_texts(consultation).items()
    }
    found = dict[str, list[str]]()
    for name in EDITABLE:
        at = written.get(name, {})
        if source in at:
            found[name] = [
                code for code in consultation.languages.documents if at.get(code) is None or at[code] < at[source]
            ]
    return {name: codes for name, codes in found.items() if codes}


def in_use(consultation: Consultation, name: str, languages: Iterable[str] | None = None) -> dict[str, Words]:
    """One of our texts as it goes out in a consultation.

    A language in which there are neither its own words nor ours is not there; where that would leave none, there is
    English.

    Args:
        languages: None for those of the consultation.
    """
    wanted = list(consultation.languages.documents if languages is None else languages)
    with own_words.within(consultation):
        found = {**defaults(name, wanted), **worded_by(consultation, name, wanted)}
        return found or defaults(name, [FALLBACK])


def worded_by(consultation: Consultation, name: str, languages: Iterable[str] | None = None) -> dict[str, Words]:
    """A consultation's own words of one of our texts, by language.

    Its own words are passed over where they name what can no longer be filled in: a mail that cannot be put together
    tells nobody anything.
    """
    text, found = EDITABLE[name], dict[str, Words]()
    wanted = consultation.languages.documents if languages is None else list(languages)
    for row in consultation.own_texts.filter(name=name, language__in=wanted):
        if not faults(row.subject, row.body, text.known, ()):
            found[row.language] = Words(row.subject, row.body)
    return found


def worded(consultation: Consultation, name: str, languages: Iterable[str] | None = None) -> tuple[Text, Text]:
    """Subject and body of a mail of ours in some languages, as it goes out in a consultation."""
    found = in_use(consultation, name, languages)
    return {code: words.subject for code, words in found.items()}, {code: words.body for code, words in found.items()}


def listen() -> None:
    """Called once, when Django is ready: a copy of a consultation has its texts too."""
    consultation_copied.connect(_copy, dispatch_uid="mail.own_texts")


def _copy(*, source: Consultation, made: Consultation, **_more: Any) -> None:
    OwnText.objects.bulk_create(
        OwnText(
            consultation=made,
            name=row.name,
            language=row.language,
            subject=row.subject,
            body=row.body,
            changed_by_id=row.changed_by_id,
            changed_at=row.changed_at,
        )
        for row in source.own_texts.all()
    )


def digest(kept: Mapping[str, OwnText]) -> str:
    """Tells whether a text is the one on top of which somebody writes."""
    words = {code: [row.subject, row.body] for code, row in kept.items()}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
