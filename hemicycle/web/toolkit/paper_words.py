"""Every word that papers print of their own: found in their templates, and in the modules that word them."""

from __future__ import annotations

import ast
import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from hemicycle.mail.paper_words import Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What words are passed to, as Babel describes it.
_MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
#: Modules that word papers, with the names in them that do; all of a module where none are named.
_MODULES: dict[str, tuple[str, ...]] = {
    "agenda.messages": ("REASONS",),
    "consultations.local": (),
    "consultations.trial": (),
    "correspondence.messages": ("CHOICES", "ASSESSMENTS"),
    "correspondence.models.replies": ("ChannelChoice",),
    "correspondence.standing": (),
    "correspondence.summary_paper": (),
    "correspondence.summary_table": (),
    "correspondence.summary_words": (),
    "mail.values": ("and_own_time",),
    "people.delegation_parts": (),
    "people.models.registrations": ("DelegationRole",),
    "web.agenda.differences": (),
    "web.agenda.documents": (),
    "web.agenda.published": (),
    "web.agenda.timetable": (),
    "web.letters.documents": (),
    "web.letters.letterhead": (),
    "web.letters.version": (),
    "web.registration.guides": (),
    "web.registration.participants_document": (),
    "web.registration.participants_docx": (),
    "web.registration.participants_page": ("_paper",),
    "web.toolkit.labels": (
        "GROUPS",
        "ROLES",
        "_ORDINALS",
        "capacity",
        "capacity_group",
        "moment",
        "numbered_sitting",
        "sitting_on_day",
    ),
}
_TEMPLATES = settings.PACKAGE / "web" / "templates"
_NAMED = re.compile(r"""{% (?:extends|include) "([^"]+)\"""")


@cache
def paper_words() -> tuple[Word, ...]:
    """The words in the order of the alphabet, each once."""
    found = {word.key: word for code in (*_templates(), *_modules()) for word in _words(code)}
    return tuple(found[key] for key in sorted(found, key=str.casefold))


def words_of(module: str) -> Iterator[Word]:
    """The words of one module that words papers: ``correspondence.summary_words``."""
    return _words(_source(module))


def _templates() -> Iterator[str]:
    """As Python, the templates of papers with those that they are put together from."""
    waiting = sorted(str(path.relative_to(_TEMPLATES)) for path in _TEMPLATES.glob("web/*/documents/*.html"))
    known = set(waiting)
    while waiting:
        text = (_TEMPLATES / waiting.pop()).read_text(encoding="utf-8")
        further = set(_NAMED.findall(text)) - known
        known |= further
        waiting += sorted(further)
        yield templatize(text)


def _modules() -> Iterator[str]:
    for name, wording in _MODULES.items():
        text = _source(name)
        yield "\n".join(_named(text, wording)) if wording else text


def _source(module: str) -> str:
    path: Path = settings.PACKAGE / f"{module.replace('.', '/')}.py"
    return path.read_text(encoding="utf-8")


def _named(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """What stands under these names in a module."""
    for part in ast.walk(ast.parse(text)):
        targets = [part.target] if isinstance(part, ast.AnnAssign) else getattr(part, "targets", [])
        called = {target.id for target in targets if isinstance(target, ast.Name)} | {getattr(part, "name", "")}
        if called & set(names):
            yield ast.get_source_segment(text, part) or ""


def _words(code: str) -> Iterator[Word]:
    for _line, message, _comments, context in extract("python", BytesIO(code.encode()), keywords=_MARKS):
        one, many = (message, "") if isinstance(message, str) else message
        yield Word(one, many, context or "")
