"""What stands on the papers of a consultation and in its rooms: as its readers get it, and as it must be equal."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.utils import translation
from docx import Document as Paper
from icalendar import Calendar

from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.languages import django_language
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.placeholders import deadline_words
from hemicycle.live import build, build_booths
from hemicycle.rules.capacity import Role
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Letter

#: Days in English, of which "9–12 June 2020" is one.
_DAYS = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?\d{1,2}(?: \w+(?: \d{4})?)?(?:–\d{1,2})? [A-Z]\w+ \d{4}"
)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: What an event of a calendar says.
_SAID = ("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "SEQUENCE")
#: The numbers of States on which the reasons of items rest.
_LEFT_OUT = {"facts"}
_NUMBERS = re.compile(r"\d+ Members?(?= asked for it)")
#: How far a place is ahead, which summer changes.
_AHEAD = re.compile(r"UTC[+-]\d+")
#: Columns of a list of documents that say when they were posted.
_OF_POSTING = {"Posted", "Status"}
_ADDRESS = re.compile(r"https?://\S+")


def paper(page: Page, slug: str, path: str, language: str = "en") -> str:
    """The text of a PDF: ``agenda``, ``participants``, ``letters/DM-20/1021``."""
    answer = page.request.get(f"/consultations/{slug}/{path}/?format=pdf&language={language}")
    assert answer.ok, (path, answer.status)
    return _words(answer.body())


def room(page: Page, sitting: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the room of a sitting is opened with, and the documents that it shows."""
    page.goto(f"/sittings/{sitting}/")
    context: dict[str, Any] = json.loads(page.locator("script#context").text_content() or "")
    documents: dict[str, Any] = page.request.get(f"/sittings/{sitting}/documents").json()["documents"]
    return context, documents


def _words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", text_of(pdf))


def _prepared(table: str) -> list[list[str]]:
    """A list of documents as far as they are prepared: what was posted elsewhere has no file to be posted here."""
    head, *rows = csv.reader(StringIO(table))
    kept = [place for place, name in enumerate(head) if name not in _OF_POSTING]
    assert len(kept) + len(_OF_POSTING) == len(head), head
    return [[row[place] for place in kept] for row in (head, *rows)]


class Papers:
    """Every document that a secretariat makes in a consultation, reduced to what must be equal where it is run again.

    Words, numbers, names and their order are; keys of rows are not, nor are days and moments, for nobody sits or is
    asked on a day that is over. What is compared, and what is not, stands in
    ``docs/decisions/0083-what-the-seed-made-again-is-compared-by.md``.
    """

    def __init__(self, consultation: Consultation) -> None:
        self.consultation = consultation
        self._reader = Client()
        secretariat = consultation.registrations.filter(role=Role.SECRETARIAT.value).order_by("pk")[0]
        self._reader.force_login(secretariat.person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def all(self) -> dict[str, Any]:
        """By what each is called."""
        found: dict[str, Any] = {"title": self.consultation.title, "session": self.consultation.physical_session}
        for letter in letter_queries.whole().filter(consultation=self.consultation, state="sent").order_by("number"):
            found[f"letter {letter.symbol}"] = self._letter(letter)
            for language in letter.languages:
                found[f"letter {letter.symbol} for Word in {language}"] = self._letter_for_word(letter, language)
        found["documents"] = [
            (row.symbol, row.title, row.contains) for row in self.consultation.documents.order_by("symbol")
        ]
        found["list of documents"] = _prepared(self._asks("documents", format="csv").decode("utf-8-sig"))
        for kind in ("ics", "items.ics"):
            found[f"calendar ({kind})"] = self._calendar(kind)
        for kind in AgendaPublication.Kind:
            found[kind.value] = self._published(kind)
        for path in ("agenda", "time-plan", "participants"):
            found[f"{path} on paper"] = self._paper(path)
        for sitting in self.consultation.sittings.filter(kind="sitting").order_by("number"):
            found[f"room of sitting {sitting.number}"] = {
                "items": [
                    {"item": self._items[row.item], "planned": row.planned, "minutes": row.minutes}
                    for row in build.items(sitting).items
                ],
                "lead": lead.name if (lead := build.sitting_document(sitting).lead) else "",
                "booths": [row.language for row in build_booths.booths(sitting).booths],
                "voters": build.presence(sitting).voters,
            }
        return found

    @property
    def _items(self) -> dict[int, str]:
        return {row.pk: f"{row.listing} {row.number}" for row in self.consultation.items.all()}

    @staticmethod
    def _letter(letter: Letter) -> dict[str, Any]:
        """Head, words in each language, annexes, and what is asked."""
        enquiry = letter.enquiry
        return {
            "head": [letter.symbol, letter.dated, letter.addressed, letter.signatory, letter.signatory_title],
            "particulars": [letter.department, letter.contact, letter.phone, letter.email, letter.original_signed],
            "texts": {row.language: (row.subject, row.body) for row in letter.texts.all()},
            "annexes": [
                {row.language: (row.title, row.body) for row in annex.texts.all()} for annex in letter.annexes.all()
            ],
            "asked": [enquiry.kind, enquiry.asked, enquiry.conditions],
            "questions": [
                (row.listing, row.number, row.title, row.reference, [option.label for option in row.options.all()])
                for row in enquiry.questions.all()
            ],
        }

    def _published(self, kind: AgendaPublication.Kind) -> list[dict[str, Any]]:
        """The agenda or the time plan in its versions."""
        rows = AgendaPublication.objects.filter(consultation=self.consultation, kind=kind).order_by("revision")
        return [
            {"symbol": row.symbol, "what changes": row.what_changes, "content": self._reduced(row.content)}
            for row in rows
        ]

    def _reduced(self, content: Any, name: str = "") -> Any:  # noqa: ANN401 - JSON
        """Without keys of rows, days, and how many States asked for an item."""
        if name == "item":
            return self._items.get(content, content)
        if isinstance(content, dict):
            return {key: self._reduced(value, key) for key, value in content.items() if key not in _LEFT_OUT}
        if isinstance(content, list):
            return [self._reduced(value) for value in content]
        return _ISO_DAY.sub("(day)", content) if isinstance(content, str) else content

    def _paper(self, path: str) -> str:
        words = _words(self._asks(path, format="pdf", language="en"))
        return _NUMBERS.sub("", _AHEAD.sub("UTC", _DAYS.sub("(day)", words)))

    def _letter_for_word(self, letter: Letter, language: str) -> str:
        """The words of its file for Word, in the order in which they stand, without those of the deadline."""
        with translation.override(django_language(language)):
            until = deadline_words(letter.enquiry)
        paper = Paper(BytesIO(self._asks(f"letters/{letter.symbol}", format="docx", language=language)))
        lines = ["".join(line.itertext()) for line in paper.element.body.iter("{*}p")]
        return "\n".join(lines).replace(until, "(deadline)")

    def _calendar(self, kind: str) -> list[tuple[str, ...]]:
        """The events of the time plan: hours and words."""
        events = Calendar.from_ical(self._asks("time-plan", format=kind, language="en")).walk("VEVENT")
        assert events, "an empty one is equal to an empty one"
        return [
            (
                *(f"{event.decoded(name):%H:%M}" for name in ("DTSTART", "DTEND")),
                *(_ADDRESS.sub("", _DAYS.sub("(day)", str(event.get(name, "")))) for name in _SAID),
            )
            for event in events
        ]

    def _asks(self, path: str, **query: str) -> bytes:
        """What somebody of the secretariat gets."""
        answer = self._reader.get(f"/consultations/{self.consultation.slug}/{path}/", query)
        assert answer.status_code == 200, path
        content: bytes = answer.getvalue()
        return content
