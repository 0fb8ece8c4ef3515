"""The consultation of 2020 on paper: two letters, the replies to them, the agenda and the time plan that follow.

Letter DM-20/1005 is the real one; letter DM-20/1004 is made up from what that one says of it, and so is every reply.
All of it goes through the acts of the product, with the moments of 2020.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hemicycle.agenda import queries as agenda
from hemicycle.correspondence.actions import enquiries, summaries
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.actions.summaries import Seen
from hemicycle.correspondence.models import Annex, Enquiry, Letter, SummaryText
from hemicycle.ops.seed import letter_files, programme, replying
from hemicycle.ops.seed.letters import ADDRESSED, Desk, Symbol, annex, begin, put_head, send, went_out

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.ops.seed.letter_files import LetterFile

SERIES, ASKS_OPTIONS, ASKS_ITEMS = "DM-20", 1004, 1005
#: Who signed; of the first one the office alone.
SECRETARY_GENERAL, CHAIR = "ITU", "Dr. Elsayed Azzouz"
#: In whose own words letter DM-20/1005 is here.
OWN_WORDS = ("zh",)
#: Whose late reply the chair accepts, and why.
ACCEPTED, WHY_ACCEPTED = "PK", "The network of the ministry was down on 22 and 23 May (made up)."
#: Annexes of letter DM-20/1005 after the first one, which is the summary of replies.
FURTHER = ((2, Annex.Kind.TEXT), (3, Annex.Kind.TEXT), (4, Annex.Kind.QUESTIONS), (5, Annex.Kind.TEXT))
HOUR = timedelta(hours=1)


def load(consultation: Consultation) -> None:
    """Add the letters, the replies, the agenda and the time plan, unless they are there."""
    if Letter.objects.filter(series=SERIES, number=ASKS_OPTIONS).exists():
        return
    desk, given = Desk.of(consultation), letter_files.replies()

    def morning(month: int, day: int) -> datetime:
        return datetime.combine(date(2020, month, day), time(9), consultation.zone)

    put_head(consultation, desk.first, morning(4, 21))
    options = _ask_options(consultation, desk, morning(4, 21))
    stated = replying.choose(options, given.options)
    _conclude(options, desk, morning(5, 11), stated)
    items = _ask_items(consultation, desk, morning(5, 14), options)
    versions = replying.say_yes_or_no(items, given.items)
    replying.enter(items, desk, given.entered)
    programme.publish_agenda(consultation, desk, morning(5, 26))
    replying.accept(versions[ACCEPTED][-1], desk, morning(5, 27), words=WHY_ACCEPTED)
    programme.revise_agenda(consultation, desk, morning(5, 29))
    programme.publish_time_plan(consultation, desk, morning(5, 29) + HOUR)


def _ask_options(consultation: Consultation, desk: Desk, at: datetime) -> Enquiry:
    """Letter DM-20/1004, which offers a choice and takes conditions."""
    texts = letter_files.letter("dm-20-1004")
    letter = begin(consultation, desk.first, at, Symbol(SERIES, ASKS_OPTIONS, at.date(), SECRETARY_GENERAL), texts)
    asking.ask(letter, desk.first, at, options_of(texts, date(2020, 5, 8), consultation.time_zone))
    return _sent(letter, desk, at + HOUR)


def options_of(texts: dict[str, LetterFile], day: date, zone: str) -> Asking:
    """The choice that a letter of the files offers, until the end of a day in a time zone."""
    count = len(next(iter(texts.values())).options)
    put = Put(
        1,
        {code: text.question for code, text in texts.items()},
        options=tuple({code: text.options[place] for code, text in texts.items()} for place in range(count)),
    )
    return Asking(Enquiry.Kind.OPTIONS.value, ADDRESSED, day, zone=zone, conditions=True, questions=(put,))


def _conclude(
    enquiry: Enquiry, desk: Desk, at: datetime, stated: dict[str, list[letter_files.ConditionRecord]]
) -> None:
    """The conditions in clusters, the result declared, the summary drawn up."""
    replying.gather(enquiry, desk, at, letter_files.letter("dm-20-1004"), stated)
    enquiries.declare(enquiry, desk.chair, at + HOUR)
    summaries.draw_up(enquiry, desk.first, at + HOUR)


def _ask_items(consultation: Consultation, desk: Desk, at: datetime, options: Enquiry) -> Enquiry:
    """Letter DM-20/1005 with its five annexes, which asks yes or no for each item."""
    texts = letter_files.letter("dm-20-1005")
    symbol = Symbol(SERIES, ASKS_ITEMS, at.date(), CHAIR, original_signed=True)
    letter = begin(consultation, desk.first, at, symbol, texts, checked=OWN_WORDS)
    _attach_summary(options, letter, desk, at, texts)
    for number, kind in FURTHER:
        annex(letter, desk.first, at, kind, texts, number)
    questions = tuple(
        Put(item.number, item.title, item.listing, item.document.symbol if item.document else "")
        for item in agenda.put(consultation)
    )
    asked = Asking(
        Enquiry.Kind.ITEMS.value, ADDRESSED, date(2020, 5, 22), zone=consultation.time_zone, questions=questions
    )
    asking.ask(letter, desk.first, at, asked)
    return _sent(letter, desk, at + HOUR)


def _attach_summary(options: Enquiry, letter: Letter, desk: Desk, at: datetime, texts: dict[str, LetterFile]) -> None:
    """Annex 1: the summary of the replies, edited into the letter's own words before it goes out."""
    for row in SummaryText.objects.filter(summary__enquiry=options).order_by("pk"):
        words = texts[row.language].annexes[0]
        seen = Seen(row.language, row.saves)
        summaries.edit(options, desk.first, at, seen, title=words.title, body=words.body)
    summaries.attach(options, desk.first, at, letter)


def _sent(letter: Letter, desk: Desk, at: datetime) -> Enquiry:
    went_out(send(letter, desk, at), at)
    return Enquiry.objects.select_related("letter__consultation").get(letter=letter)
