"""Letters of the seed: written, put to the States and sent, through the acts with which the secretariat does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions import annexes, clearing, letterheads, letters, sending
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.letterheads import Heading
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.models import LetterText
from hemicycle.correspondence.particulars import Particulars
from hemicycle.correspondence.templates import BLANK
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.ops.seed import files
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Annex, Letter
    from hemicycle.ops.seed.letter_files import LetterFile
    from hemicycle.people.models import Person

#: Keys of the classes of the preset to which these letters went.
ADDRESSED = ("council_state",)


@dataclass(frozen=True)
class Desk:
    """Who of the consultation does what the seed has done.

    Attributes:
        second: Whoever confirms what the first one entered (rule 21).
    """

    first: Performer
    second: Performer
    chair: Performer

    @classmethod
    def of(cls, consultation: Consultation) -> Desk:
        """The first two of the secretariat, and the chair."""
        people = consultation.registrations.select_related("person").order_by("pk")
        first, second = people.filter(role=Role.SECRETARIAT.value)[:2]
        chair = people.filter(role=Role.CHAIR.value)[0]
        return cls(Performer(first.person), Performer(second.person), Performer(chair.person))

    @property
    def person(self) -> Person:
        """The first one."""
        if self.first.person is None:
            raise LookupError("the secretariat is a person")
        return self.first.person


@dataclass(frozen=True)
class Symbol:
    """The head of a letter: ``DM-20``, 1005, its date and who signs it, and whether it says that it is signed."""

    series: str
    number: int
    dated: date
    signatory: str
    original_signed: bool = False


def put_head(consultation: Consultation, performer: Performer, at: datetime) -> None:
    """The head of the body, under which the letters go out, unless there is one."""
    if not consultation.letterheads.exists():
        of_body = files.consultation().letterhead
        letterheads.set_up(consultation.pk, performer, at, Heading(body=of_body.body, place=of_body.place))


def particulars(*, original_signed: bool = False) -> Particulars:
    """Whom one turns to about a letter of the body."""
    of_body = files.consultation().letterhead
    return Particulars(
        department=of_body.department,
        contact=of_body.contact,
        phone=of_body.phone,
        email=of_body.email,
        original_signed=original_signed,
    )


def begin(
    consultation: Consultation,
    performer: Performer,
    at: datetime,
    symbol: Symbol,
    texts: Mapping[str, LetterFile],
    *,
    checked: Collection[str] = (),
) -> Letter:
    """Write a letter in its languages, without its annexes.

    Args:
        checked: Languages whose text is the letter's own; every other one is a working translation.
    """
    head = Head(
        symbol.series,
        symbol.number,
        symbol.dated,
        addressed=ADDRESSED,
        signatory=symbol.signatory,
        signatory_title={code: text.signatory_title for code, text in texts.items()},
        particulars=particulars(original_signed=symbol.original_signed),
    )
    letter = letters.begin(consultation.pk, performer, at, head, template=BLANK)
    states = LetterText.State
    words = {
        code: Words(text.subject, text.body, (states.CHECKED if code in checked else states.TRANSLATED).value)
        for code, text in texts.items()
    }
    letters.write(letter, performer, at, words)
    return letter


def annex(
    letter: Letter, performer: Performer, at: datetime, kind: Annex.Kind, texts: Mapping[str, LetterFile], number: int
) -> None:
    """Add an annex of the files, by its number there."""
    words = {
        code: AnnexWords(text.annexes[number - 1].title, text.annexes[number - 1].body) for code, text in texts.items()
    }
    annexes.add(letter, performer, at, kind, words)


def send(letter: Letter, desk: Desk, at: datetime) -> Letter:
    """Have a letter cleared by the second one, and send it.

    That some States have no address is known, and its words were looked at: that of 14 May names the conditions that
    replies to the one before it came with, and takes none.
    """
    handed_in = clearing.hand_in(letter, desk.first, at)
    clearing.clear(letter, desk.second, at, handed_in.digest)
    looked = sending.check(letter_queries.whole().get(pk=letter.pk), at)
    known = frozenset(member.code for member in looked.without_address)
    seen = frozenset(doubt.code for doubt in looked.doubts)
    return sending.send(letter, desk.first, at, Sending({}, known, len(looked.recipients), known_doubts=seen))


def went_out(letter: Letter, at: datetime) -> None:
    """Its mails went out then: nobody is written to now."""
    queued = Delivery.objects.filter(mailing=letter.mailing, state=Delivery.State.QUEUED)
    queued.update(state=Delivery.State.SENT, sent_at=at, next_at=None, attempts=1)
