"""The terms of a body in our sentences: which messages they change, and into what.

What a body has, a pair of phrases for each term and language, stands among its settings (`bodies.BodySettings.terms`).
What they make of our catalogues is found once for as long as a process lives, for each language and set of terms.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from hemicycle.consultations.catalogues import DOMAINS, Catalogue, Domain, Words, catalogue
from hemicycle.rules.terms import Replacing, Term, words_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.consultations.catalogues import Message
    from hemicycle.consultations.models import Body

#: So many sets of terms are kept, of the bodies and languages that were read last.
_KEPT = 64
#: Of a digest, so many hexadecimal digits: nobody guesses it.
_MARK = 32


def terms_of(body: Body, language: str) -> tuple[Term, ...]:
    """A body's terms in a language, as they are stored: asked for each page, which reads no other setting of it."""
    stored = body.settings.get("terms")
    return tuple(Term(row["ours"], row["own"]) for row in stored.get(language, ())) if stored else ()


def mark_of(terms: tuple[Term, ...]) -> str:
    """Tells these terms from any others."""
    return hashlib.sha256(repr(terms).encode()).hexdigest()[:_MARK]


@lru_cache(maxsize=_KEPT)
def changed(language: str, terms: tuple[Term, ...], domain: Domain = "django") -> Words:
    """The messages of ours that terms change, as they are then."""
    plain, counted, form = dict[str, str](), dict[str, tuple[str, ...]](), catalogue(language, domain).form
    for message, said in _changes(catalogue(language, domain), Replacing(terms)):
        if message.counted:
            counted[message.key] = said
        else:
            plain[message.key] = said[0]
    return Words(plain, counted, form)


def _changes(of: Catalogue, replacing: Replacing) -> Iterator[tuple[Message, tuple[str, ...]]]:
    for message in of.messages:
        said = tuple(map(replacing, message.said))
        if said != message.said:
            yield message, said


@cache
def sentences(language: str) -> tuple[str, ...]:
    """All that we say in a language, on pages and in the room, each once."""
    every = (text for domain in DOMAINS for message in catalogue(language, domain).messages for text in message.said)
    return tuple(dict.fromkeys(every))


def occurs(term: Term, language: str) -> bool:
    """Whether the words that a term replaces are in any sentence of ours."""
    replacing = Replacing([term])
    return any(replacing.used(text) for text in sentences(language))


def read_with(terms: Sequence[Term], language: str) -> list[tuple[str, str, frozenset[Term]]]:
    """The sentences that terms concern: as we say them, as they read then, and which of the terms are in each."""
    replacing = Replacing(terms)
    rows = ((text, replacing.used(text)) for text in sentences(language))
    return [(text, replacing(text), used) for text, used in rows if used]


def forms_of(stem: str, language: str) -> dict[str, int]:
    """The words of ours in which a stem occurs, each with how often."""
    return words_with(stem, sentences(language))
