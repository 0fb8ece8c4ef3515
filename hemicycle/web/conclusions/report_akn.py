"""The report in Akoma Ntoso 3.0, the OASIS standard for documents of parliaments and of the United Nations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from babel.core import get_global
from django.template.loader import render_to_string

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.trial import notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.outcome.models import Report
    from hemicycle.web.conclusions.report_text import Moment, Paragraph, Part

MEDIA_TYPE = "application/akn+xml"


@dataclass(frozen=True)
class _Part:
    heading: str
    title: str
    paragraphs: list[_Paragraph]


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph of the report, with the key of the moment on which it rests."""

    number: int
    text: str
    quoted: list[str]
    language: str
    key: str


@dataclass(frozen=True)
class _Event:
    key: str
    label: str


def akoma_ntoso(consultation: Consultation, version: Report, context: dict[str, Any]) -> bytes:
    """A published version in the present language.

    Addresses follow the naming convention of the standard: the work is named by the body, the day and the symbol, its
    expression by the language (ISO 639-2).

    Args:
        context: What the papers are made of (``report_paper.paper``).
    """
    day = version.published_at.astimezone(consultation.zone).date().isoformat()
    work = f"/akn/{consultation.body.slug}/doc/report/{day}/{version.symbol.replace('/', '-')}"
    language = three_letters(reader_language())
    events = _events(context["parts"])
    whole = {
        **context,
        "day": day,
        "country": consultation.body.slug,
        "work": work,
        "expression": f"{work}/{language}@{day}",
        "language": language,
        "trial": notice() if context["trial"] else "",
        "moments": events.values(),
        "parts": [_plain(part, events) for part in context["parts"]],
    }
    return own_words.unmarked(render_to_string("web/conclusions/documents/report.xml", whole)).encode()


def _events(parts: Iterable[Part]) -> dict[Moment, _Event]:
    moments = dict.fromkeys(one.moment for part in parts for one in part.paragraphs if one.moment is not None)
    return {
        moment: _Event(f"sitting_{moment.sitting}" + (f"_{moment.at:%Y%m%dT%H%M%S}" if moment.at else ""), moment.label)
        for moment in moments
    }


def _plain(part: Part, events: dict[Moment, _Event]) -> _Part:
    return _Part(part.heading, str(part.title or ""), [_numbered(one, events) for one in part.paragraphs])


def _numbered(one: Paragraph, events: dict[Moment, _Event]) -> _Paragraph:
    key = events[one.moment].key if one.moment is not None else ""
    return _Paragraph(one.number, str(one.text), [str(quoted) for quoted in one.quoted], one.language, key)


@cache
def three_letters(language: str) -> str:
    """The code of ISO 639-2 for a language of two letters, as CLDR relates them; its own where there is none."""
    aliases = get_global("language_aliases")
    known = [long for long, short in aliases.items() if short == language and len(long) == len("eng")]
    # Of two codes the terminological one, which most often begins as the short one does: ``zho`` and not ``chi``.
    return min(known, key=lambda long: (not long.startswith(language), long), default=language)
