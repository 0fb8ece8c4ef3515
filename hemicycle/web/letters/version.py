"""A letter in one language, put together for a page and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local, own_words
from hemicycle.consultations.joins import listed as joined
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import django_language, falling_back_to
from hemicycle.correspondence import letter_queries, printed_parts
from hemicycle.correspondence.ballot_words import mode_lines
from hemicycle.correspondence.issued import as_sent, issued, option_key, question_key, what_became
from hemicycle.correspondence.messages import list_name
from hemicycle.correspondence.missing_languages import QUESTIONS
from hemicycle.correspondence.models import Annex, Enquiry, Letter
from hemicycle.correspondence.placeholders import Filler, deadline_then, deadline_words
from hemicycle.correspondence.procedures import mode_of
from hemicycle.web.letters.letterhead import Head, head_of
from hemicycle.web.toolkit import english_sentences, markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.issued import Issued
    from hemicycle.correspondence.models import LanguageVersion, Question
    from hemicycle.people.models import Upload

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
    """A question with its options: ``(a, label)``.

    Attributes:
        text: What is put to a vote, in full; its paragraphs.
    """

    number: int
    reference: str
    title: Wording
    options: tuple[tuple[str, Wording], ...]
    text: tuple[Wording, ...] = ()


@dataclass(frozen=True)
class Questions:
    """What is asked, in its lists.

    Attributes:
        lists: Each list's heading, empty where there is one only, with its questions.
        mode: How it is decided, in sentences; none of what only asks.
    """

    how: str
    until: str
    conditions: bool
    lists: tuple[tuple[str, tuple[Line, ...]], ...]
    mode: tuple[str, ...] = ()

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
        consultation, place_and_date, to, body, signatory_title, copies: What is in another language for want of words
            in this one is marked (``own_words``).
        relation: Which letter it corrects, in words.
        to: Its addressees, a line for each class.
        trial: The consultation is one.
        subject, subject_marked: Without such marks, and with them.
        original_signed: It says that its original is signed.
        copies: Who gets a copy, a line each.
        questions: What it asks, where no annex lists it.
        added: The language version that this is, where it was added after the letter was sent, or is being written.
        issue: When that was issued, in words, and what became of the letter by then; a line each.
    """

    wanted: str
    language: str
    symbol: str
    consultation: Wording
    trial: bool
    head: Head
    place_and_date: str
    relation: str
    to: tuple[Wording, ...]
    subject: str
    subject_marked: str
    body: str
    signatory: str
    signatory_title: Wording
    original_signed: bool
    copies: tuple[Wording, ...]
    annexes: tuple[AnnexPart, ...]
    questions: Questions | None
    added: LanguageVersion | None = None
    issue: tuple[str, ...] = ()

    @property
    def issuer(self) -> str:
        """Who sends it, as the author of its files."""
        return own_words.unmarked(self.head.body or self.consultation)

    @property
    def html(self) -> SafeString:
        """Its text for a page."""
        return markdown.html(self.body, below=1)

    @property
    def files(self) -> list[Upload]:
        """Annexes that are files."""
        return [annex.file for annex in self.annexes if annex.file is not None]


def version(letter: Letter, wanted: str, *, unfinished: bool = False, of: Issued | None = None) -> Version | None:
    """A letter as the readers of a language get it; ``None`` where nothing is written for them.

    Args:
        letter: With all that its text needs (``letter_queries.whole``).
        unfinished: What cannot be filled in yet is marked in the text.
        of: The letter as it was sent, or with a language version that is being written; as its readers get it now,
            without it.

    Raises:
        Refusal: something in braces cannot be filled in; only of what was not sent.
    """
    of = of or (issued(letter) if letter.sent else as_sent(letter))
    language = of.stand_in(wanted)
    text, added = of.text(language), of.added.get(language)
    if text is None:
        return None
    filled = _filler(letter, language, added, unfinished=unfinished)
    consultation = letter.consultation
    with (
        translation.override(django_language(language)),
        falling_back_to(consultation.languages.last_resort),
        own_words.within(consultation),
    ):
        annexes = tuple(_annex(of, annex, language, unfinished=unfinished) for annex in letter.annexes.all())
        head = head_of(letter, language)
        own = getattr(letter, "enquiry", None)
        inside = own is not None and not any(annex.questions for annex in annexes)
        subject, around = filled(text.subject), _around(letter, language)
        return Version(
            wanted=wanted,
            language=language,
            symbol=letter.symbol,
            consultation=around.consultation,
            trial=consultation.trial,
            head=head,
            place_and_date=_place_and_date(letter, head),
            relation=_relation(letter),
            to=around.to,
            subject=subject,
            subject_marked=_marked(letter, language, subject),
            body=_marked(letter, language, filled(text.body)),
            signatory=letter.signatory,
            signatory_title=around.signatory_title,
            original_signed=letter.original_signed,
            copies=around.copies,
            annexes=annexes,
            questions=_questions(own, of, language) if own and inside else None,
            added=added,
            issue=_issue(letter, added) if added else (),
        )


class _Around(NamedTuple):
    """What stands around the text, beside the head."""

    consultation: Wording
    to: tuple[Wording, ...]
    signatory_title: Wording
    copies: tuple[Wording, ...]


@own_words.marked()
def _around(letter: Letter, language: str) -> _Around:
    return _Around(
        Wording.of(letter.consultation.title, language),
        printed_parts.addressees(letter, language),
        Wording.of(letter.signatory_title, language),
        Wording.lines_of(letter.copies, language),
    )


#: A text of the letter with the consultation's words in another language marked.
_marked = own_words.marked()(printed_parts.marked)


def _filler(letter: Letter, language: str, added: LanguageVersion | None, *, unfinished: bool) -> Callable[[str], str]:
    """What fills in the texts of a letter, or of a version that is being written; of what was sent, nothing."""
    if letter.sent and (added is None or added.sent):
        return str
    return Filler(letter, language, marking=unfinished, what_changes=added.what_changes if added else "")


@own_words.marked()
def _place_and_date(letter: Letter, head: Head) -> str:
    place = head.place or local.city(letter.consultation.time_zone)
    return _("%(place)s, %(date)s") % {"place": place, "date": local.long_date(letter.dated)}


@own_words.marked()
def _issue(letter: Letter, added: LanguageVersion) -> tuple[str, ...]:
    """When a version was issued, which has the date of the letter, and what had become of the letter by then."""
    later = added.later if added.sent else what_became(letter)
    said = [_("Language version, not issued yet")]
    if added.sent_at is not None:
        said = [_("Language version of %(date)s") % {"date": local.long_date(letter.consultation.day(added.sent_at))}]
    return tuple(said + said_of(later))


def said_of(later: Mapping[str, Sequence[str]]) -> list[str]:
    """What has become of a letter (``LanguageVersion.later``), in sentences of the present language."""
    said = []
    if corrected := later.get("corrected"):
        said.append(_("This letter has since been corrected: %(symbols)s.") % {"symbols": joined(corrected)})
    if extended := later.get("extended"):
        said.append(
            _("The deadline stated in it has since been extended: %(symbols)s.") % {"symbols": joined(extended)}
        )
    return said


@own_words.marked()
def _relation(letter: Letter) -> str:
    if letter.replaces is None:
        return ""
    return str(RELATIONS[letter.change]) % {"symbol": letter.replaces.symbol}


def _annex(of: Issued, annex: Annex, language: str, *, unfinished: bool) -> AnnexPart:
    letter, own = of.letter, of.stand_in(language, part=str(annex.number))
    text = of.annex(annex, own)
    filled = _filler(letter, own, of.added.get(own), unfinished=unfinished)
    questions = None
    if annex.kind == Annex.Kind.QUESTIONS and (enquiry := letter_queries.enquiry_of(letter)) is not None:
        questions = _questions(enquiry, of, language)
    title, body = (text.title, filled(text.body)) if text else ("", "")
    if annex.summarizes_id is not None:
        title, body = (english_sentences.marked(words, own) for words in (title, body))
    else:
        body = _marked(letter, own, body)
    return AnnexPart(
        key=annex.pk,
        number=annex.number,
        language=own,
        title=title,
        body=body,
        questions=questions,
        file=text.upload if text and annex.kind == Annex.Kind.FILE else None,
    )


@own_words.marked()
def _questions(enquiry: Enquiry, of: Issued, language: str) -> Questions:
    """What is asked, in a language; where a title has none, in another one."""
    words = _words(of, language)
    lists = tuple(
        (heading, tuple(_line(question, words) for question in questions))
        for heading, questions in groupby(enquiry.questions.all(), key=list_name)
    )
    return Questions(
        how=str(ASKED[enquiry.kind]),
        until=_("Replies are requested by %(deadline)s.") % {"deadline": _deadline(enquiry, of, language)},
        conditions=enquiry.conditions,
        lists=lists,
        mode=tuple(mode_lines(mode)) if (mode := mode_of(enquiry)) is not None else (),
    )


def _deadline(enquiry: Enquiry, of: Issued, language: str) -> str:
    """That which holds now; in a language version that of the letter's own day, as in its text."""
    if language in of.added:
        return local.deadline(deadline_then(of.letter, enquiry))
    return deadline_words(enquiry)


def _words(of: Issued, language: str) -> Callable[[Text, str], Wording]:
    """What words a question or an option, given its own texts and its key, in a language or in what stands in for it.

    A language version has each word that exists in its language, and those that were added with it.
    """
    instead, said = of.stand_in(language, part=QUESTIONS), of.words_of(language)

    def words(text: Text, key: str) -> Wording:
        own = (text.get(language) or said.get(key)) if language in of.added else ""
        return Wording(own, language) if own else Wording.of(text, instead)

    return words


def _line(question: Question, words: Callable[[Text, str], Wording]) -> Line:
    options = tuple((option.key, words(option.label, option_key(option))) for option in question.options.all())
    title, text = words(question.title, question_key(question)), words(question.text, "") if question.text else None
    paragraphs = tuple(Wording(one, text.language) for one in text.split("\n\n")) if text else ()
    return Line(question.number, question.reference, title, options, paragraphs)
