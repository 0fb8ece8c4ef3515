"""Our own catalogues as a whole: every message of the pages or of the room in a language, as gettext looks it up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from babel.messages import Message as Read

#: Of pages, papers and mails; of the room in the browser.
Domain: TypeAlias = Literal["django", "djangojs"]
DOMAINS: Final[tuple[Domain, ...]] = ("django", "djangojs")
#: Between the context of a message and the message, where gettext looks it up.
CONTEXT: Final = "\x04"


@dataclass(frozen=True)
class Words:
    """Those of one language that stand in the place of a catalogue's.

    Attributes:
        plain: By what gettext looks up: the English word, with its context before it where it has one.
        counted: The same for words that follow a number, each with its forms in the order of the language.
        form: Which of the forms a number has.
    """

    plain: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = bool


class Message(NamedTuple):
    """A message of ours in a language.

    Attributes:
        key: What gettext looks up.
        said: Its translation; all forms of it, where it follows a number.
        counted: Whether it follows a number.
    """

    key: str
    said: tuple[str, ...]
    counted: bool


@dataclass(frozen=True)
class Catalogue:
    """All messages of a language; none where it has no catalogue of ours."""

    messages: tuple[Message, ...]
    form: Callable[[int], int]


@cache
def catalogue(language: str, domain: Domain) -> Catalogue:
    """Our catalogue of a language. That of the source is what another one translates."""
    source = language == settings.LANGUAGE_CODE
    file = _file(language, domain) if not source else _any_file(domain)
    if file is None or not file.exists():
        return Catalogue((), _one_or_many)
    with file.open("rb") as opened:
        read = read_mo(opened)
    rule = str(read.plural_expr).strip()
    rows = tuple(_message(row, source=source) for row in read if row.id)
    return Catalogue(rows, _one_or_many if source else c2py(rule))


def _one_or_many(number: int) -> int:
    return int(number != 1)


def _message(row: Read, *, source: bool) -> Message:
    text = row.id if source else row.string or ""
    ids = (row.id,) if isinstance(row.id, str) else tuple(row.id)
    key = f"{row.context}{CONTEXT}{ids[0]}" if row.context else ids[0]
    return Message(key, (text,) if isinstance(text, str) else tuple(text), len(ids) > 1)


def _file(language: str, domain: Domain) -> Path:
    locale = translation.to_locale(translation.get_supported_language_variant(language))
    folder: Path = settings.LOCALE_PATHS[0]
    return folder / locale / "LC_MESSAGES" / f"{domain}.mo"


def _any_file(domain: Domain) -> Path | None:
    others = (_file(code, domain) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    return next((file for file in others if file.exists()), None)
