"""A letter in one language, put together for a page and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.agenda.models import Item
from hemicycle.consultations import local
from hemicycle.consultations.languages import django_language, localized
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.missing_languages import QUESTIONS, stand_in
from hemicycle.correspondence.models import Annex, Enquiry, Letter
from hemicycle.correspondence.placeholders import Filler
from hemicycle.rules.capacity import Capacity
from hemicycle.web.letters.letterhead import Head, head_of
from hemicycle.web.toolkit import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

    from hemicycle.correspondence.models import Question
    from hemicycle.people.models import Upload

TO = {
    Capacity.COUNCIL_STATE: gettext_lazy("To the Member States of the Council"),
    Capacity.OBSERVER_STATE: gettext_lazy("To the observer Member States"),
    Capacity.OBSERVER_PALESTINE: gettext_lazy("To the State of Palestine"),
    Capacity.SECTOR_MEMBER: gettext_lazy("To the Sector Members"),
}
RELATIONS: dict[str, _StrPromise] = {
    Letter.ChangeKind.REVISION.value: gettext_lazy("Revision of letter %(symbol)s"),
    Letter.ChangeKind.ADDENDUM.value: gettext_lazy("Addendum to letter %(symbol)s"),
    Letter.ChangeKind.CORRIGENDUM.value: gettext_lazy("Corrigendum to letter %(symbol)s"),
}
#: What is asked, by the kind of enquiry, above its questions.
ASKED: dict[str, _StrPromise] = {
    Enquiry.Kind.OPTIONS.value: gettext_lazy("Please choose one of the options."),
    Enquiry.Kind.ITEMS.value: gettext_lazy("Please answer yes or no for each item."),
    Enquiry.Kind.BALLOT.value: gettext_lazy("Please approve, reject or abstain."),
    Enquiry.Kind.SILENCE.value: gettext_lazy(
        "A Member that does not object in time is considered to have no objection."
    ),
}


@dataclass(frozen=True)
class Line:
    """A question with its options: ``(a, label)``."""

    number: int
    reference: str
    title: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Questions:
    """What is asked, in its lists.

    Attributes:
        lists: Each list's heading, empty where there is one only, with its questions.
    """

    how: str
    until: str
    conditions: bool
    lists: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def references(self) -> bool:
        """Whether any question names a document."""
        return any(line.reference for _heading, lines in self.lists for line in lines)


@dataclass(frozen=True)
class AnnexPart:
    """An annex in the language of its version, or in the one that stands in."""

    key: int
    number: int
    language: str
    title: str
    body: str
    questions: Questions | None = None
    file: Upload | None = None

    @property
    def html(self) -> SafeString:
        """Its text for a page."""
        return markdown.html(self.body)


@dataclass(frozen=True)
class Version:
    """A letter in a language.

    Attributes:
        wanted: The language that was asked for; ``language`` is the one that goes out for it.
        head: Of the body, and whom one turns to there.
        relation: Which letter it corrects, in words.
        to: Its addressees, a line for each class.
        original_signed: It says that its original is signed.
        copies: Who gets a copy, a line each.
        questions: What it asks, where no annex lists it.
    """

    wanted: str
    language: str
    symbol: str
    consultation: str
    head: Head
    place_and_date: str
    relation: str
    to: tuple[str, ...]
    subject: str
    body: str
    signatory: str
    signatory_title: str
    original_signed: bool
    copies: tuple[str, ...]
    annexes: tuple[AnnexPart, ...]
    questions: Questions | None

    @property
    def html(self) -> SafeString:
        """Its text for a page."""
        return markdown.html(self.body, below=1)

    @property
    def files(self) -> list[Upload]:
        """Annexes that are files."""
        return [annex.file for annex in self.annexes if annex.file is not None]


def version(letter: Letter, wanted: str, *, unfinished: bool = False) -> Version | None:
    """A letter as the readers of a language get it; ``None`` where nothing is written for them.

    Args:
        letter: With all that its text needs (``letter_queries.whole``).
        unfinished: What cannot be filled in yet is marked in the text.

    Raises:
        Refusal: something in braces cannot be filled in; only of a letter that was not sent.
    """
    language = stand_in(letter.stand_ins, wanted)
    text = next((text for text in letter.texts.all() if text.language == language), None)
    if text is None:
        return None
    filled: Callable[[str], str] = str if letter.sent else Filler(letter, language, marking=unfinished)
    with translation.override(django_language(language)):
        annexes = tuple(_annex(letter, annex, language, unfinished=unfinished) for annex in letter.annexes.all())
        head = head_of(letter, language)
        own = getattr(letter, "enquiry", None)
        inside = own is not None and not any(annex.questions for annex in annexes)
        return Version(
            wanted=wanted,
            language=language,
            symbol=letter.symbol,
            consultation=localized(letter.consultation.title, language),
            head=head,
            place_and_date=_("%(place)s, %(date)s")
            % {"place": head.place or local.city(letter.consultation.time_zone), "date": local.long_date(letter.dated)},
            relation=_relation(letter),
            to=tuple(str(TO[capacity]) for capacity in TO if capacity.value in letter.addressed),
            subject=filled(text.subject),
            body=filled(text.body),
            signatory=letter.signatory,
            signatory_title=localized(letter.signatory_title, language),
            original_signed=letter.original_signed,
            copies=tuple(localized(letter.copies, language).splitlines()),
            annexes=annexes,
            questions=_questions(own, stand_in(letter.stand_ins, language, part=QUESTIONS)) if own and inside else None,
        )


def _relation(letter: Letter) -> str:
    if letter.replaces is None:
        return ""
    return str(RELATIONS[letter.change]) % {"symbol": letter.replaces.symbol}


def _annex(letter: Letter, annex: Annex, language: str, *, unfinished: bool) -> AnnexPart:
    own = stand_in(letter.stand_ins, language, part=str(annex.number))
    texts = {text.language: text for text in annex.texts.all()}
    text = texts.get(own)
    body = text.body if text else ""
    questions = None
    if annex.kind == Annex.Kind.QUESTIONS and (enquiry := letter_queries.enquiry_of(letter)) is not None:
        questions = _questions(enquiry, stand_in(letter.stand_ins, language, part=QUESTIONS))
    return AnnexPart(
        key=annex.pk,
        number=annex.number,
        language=own,
        title=text.title if text else "",
        body=body if letter.sent else Filler(letter, own, marking=unfinished)(body),
        questions=questions,
        file=text.upload if text and annex.kind == Annex.Kind.FILE else None,
    )


def _questions(enquiry: Enquiry, language: str) -> Questions:
    """What is asked, in a language; where a title has none, in another one."""
    headings = {value: str(label) for value, label in Item.Listing.choices}
    lists = tuple(
        (headings.get(listing, listing), tuple(_line(question, language) for question in questions))
        for listing, questions in groupby(enquiry.questions.all(), key=lambda question: question.listing)
    )
    return Questions(
        how=str(ASKED[enquiry.kind]),
        until=_("Replies are requested by %(deadline)s.") % {"deadline": local.deadline(enquiry.deadline)},
        conditions=enquiry.conditions,
        lists=lists,
    )


def _line(question: Question, language: str) -> Line:
    options = tuple((option.key, localized(option.label, language)) for option in question.options.all())
    return Line(question.number, question.reference, localized(question.title, language), options)
