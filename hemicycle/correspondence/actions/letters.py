"""Letters while they are written: begun, changed, translated, discarded. What was sent never changes (rule 20)."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from hemicycle.correspondence import clearing, letter_queries, placeholders, symbols
from hemicycle.correspondence.models import Clearance, Letter, LetterText
from hemicycle.correspondence.models.letters import BODY_LENGTH, NAME_LENGTH, SUBJECT_LENGTH, WORDS_LENGTH
from hemicycle.correspondence.particulars import Particulars, cleaned
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.correspondence.templates import EXTENSION, states_of, worded
from hemicycle.people.act import Act, carry_out
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.deadlines import END_OF_DAY
from hemicycle.rules.ending import may_change
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.versions import may_edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime, time

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.correspondence.models.clearances import HandedInForClearance
    from hemicycle.journal.record import Performer


@dataclass(frozen=True)
class Head:
    """What stands at the head and the foot of a letter.

    Attributes:
        addressed: Classes whose Members it goes to.
        signatory_title: By language.
        new_day, new_time: Of a letter that extends a deadline.
        what_changes: Of one that corrects another, by language.
        changes_deadline: Of one that corrects a letter whose deadline runs, whether it extends that; None as long as
            nobody has said so.
        seen: Digest of what was there when writing began; None takes the place of whatever is there.
    """

    series: str
    number: int
    dated: date
    addressed: tuple[str, ...] = ()
    signatory: str = ""
    signatory_title: Text = field(default_factory=dict)
    new_day: date | None = None
    new_time: time = END_OF_DAY
    what_changes: Text = field(default_factory=dict)
    changes_deadline: bool | None = None
    particulars: Particulars = field(default_factory=Particulars)
    seen: str | None = None

    @classmethod
    def of(cls, letter: Letter) -> Head:
        """The one of a letter."""
        return cls(
            letter.series,
            letter.number,
            letter.dated,
            tuple(letter.addressed),
            letter.signatory,
            letter.signatory_title,
            letter.new_day,
            letter.new_time,
            letter.what_changes,
            True if letter.extends_id else (False if letter.deadline_stays else None),
            Particulars.of(letter),
        )

    @property
    def digest(self) -> str:
        """Tells whether a head is still the one that somebody began to change: of languages none has an order."""
        return digest(json.dumps(asdict(replace(self, seen=None)), sort_keys=True, default=str))

    def cleaned(self) -> Head:
        """The same, safe to keep.

        Raises:
            Refusal: the symbol is none, or a text is too long.
        """
        titles = cleaned(self.signatory_title, NAME_LENGTH)
        series, signatory = symbols.cleaned(self.series, self.number), clean(self.signatory)
        if len(signatory) > NAME_LENGTH:
            raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=NAME_LENGTH)
        return Head(
            series,
            self.number,
            self.dated,
            self.addressed,
            signatory,
            titles,
            self.new_day,
            self.new_time,
            cleaned(self.what_changes, WORDS_LENGTH),
            self.changes_deadline,
            self.particulars.cleaned(),
            self.seen,
        )


@dataclass(frozen=True)
class Words:
    """A letter in one language.

    Attributes:
        seen: Digest (``digest``) of what was there when writing began; empty where there was nothing.
    """

    subject: str
    body: str
    state: str = LetterText.State.DRAFT.value
    seen: str = ""

    def cleaned(self) -> Words:
        """The same, safe to keep.

        Raises:
            Refusal: a text is too long, or the state is none.
        """
        subject, body = clean(self.subject), clean_body(self.body)
        if len(subject) > SUBJECT_LENGTH:
            raise Refusal(CorrespondenceCode.LETTER_SUBJECT_TOO_LONG, longest=SUBJECT_LENGTH, length=len(subject))
        if self.state not in LetterText.State.values:
            raise Refusal(CorrespondenceCode.LETTER_TEXT_STATE)
        return Words(subject, body, self.state, self.seen)


def clean_body(text: str) -> str:
    """CommonMark without control characters. Spaces at the beginning of a line mean something: they stay.

    Raises:
        Refusal: it is too long.
    """
    lines = []
    for line in text.replace("\r\n", "\n").replace("\t", "    ").split("\n"):
        cleaned = clean(line)
        lines.append(line[: len(line) - len(line.lstrip(" "))] + cleaned if cleaned else "")
    body = "\n".join(lines).strip("\n")
    if len(body) > BODY_LENGTH:
        raise Refusal(CorrespondenceCode.LETTER_BODY_TOO_LONG, longest=BODY_LENGTH, length=len(body))
    return body


def digest(*texts: str) -> str:
    """Tells whether a text is still the one that somebody began to change."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest() if any(texts) else ""


@contextmanager
def draft(letter: Letter, performer: Performer, at: datetime, *, asks: bool = False) -> Iterator[tuple[Act, Letter]]:
    """An act on a letter that has not been sent.

    Args:
        asks: It is about what the letter asks; that is no correction of what went out.

    Raises:
        Refusal: it was sent (rule 20), or this person does not write letters.
    """

    def corrects() -> bool:
        return not asks and Letter.objects.get(pk=letter.pk).corrects

    with carry_out(letter.consultation_id, performer, Action.LETTER_WRITE, at, corrects=corrects) as act:
        row = Letter.objects.select_related("consultation", "replaces").get(pk=letter.pk)
        require(may_edit(sent=row.sent))
        act.place = f"letter:{row.pk}"
        act.facts.update(letter=row.symbol)
        before = clearing.latest_of(row)
        yield act, row
        if before is not None and _is_withdrawn(row, before):
            act.facts.update(clearance="withdrawn")


def _is_withdrawn(row: Letter, before: HandedInForClearance) -> bool:
    """Whether an act changed what was handed in, and not returned: it has to be handed in again (rule 40)."""
    now = letter_queries.whole().filter(pk=row.pk).first()
    asked = before.outcome != Clearance.Outcome.RETURNED
    return asked and (now is None or clearing.fingerprint(now, before) != before.digest)


def begin(
    consultation: int,
    performer: Performer,
    at: datetime,
    head: Head,
    *,
    template: str,
    extends: Enquiry | None = None,
) -> Letter:
    """Begin a letter with one of our texts.

    Args:
        extends: The enquiry whose deadline it extends, for that template.

    Raises:
        Refusal: its number is taken, or the text is broken in some language.
    """
    ready = head.cleaned()
    if (template == EXTENSION) != (extends is not None):
        raise Refusal(CorrespondenceCode.EXTENSION_OF_WHAT)
    with carry_out(consultation, performer, Action.LETTER_WRITE, at) as act:
        return begin_within(act, ready, template=template, extends=extends)


def begin_within(
    act: Act, head: Head, *, template: str, extends: Enquiry | None = None, after: Mapping[str, str] | None = None
) -> Letter:
    """Begin a letter as part of an act.

    Args:
        head: Cleaned.
        after: A paragraph that follows our text, by language.
    """
    texts, states = worded(template, act.consultation), states_of(template, act.consultation)
    row = Letter(consultation=act.consultation, template=template, extends=extends)
    _take(row, head)
    _save(row)
    more = after or {}
    LetterText.objects.bulk_create(
        LetterText(
            letter=row,
            language=code,
            subject=subject,
            body="\n\n".join(filter(None, (body, more.get(code)))),
            state=states[code],
        )
        for code, (subject, body) in texts.items()
    )
    act.place = f"letter:{row.pk}"
    act.facts.update(letter=row.symbol, template=template, did="begun")
    return row


def edit(letter: Letter, performer: Performer, at: datetime, head: Head) -> Letter:
    """Change the head and foot of a letter; a correction keeps the symbol that it has.

    Raises:
        Refusal: it was sent, or its number is taken; somebody else changed it meanwhile; or it would extend a deadline
            in a consultation that is closed.
    """
    ready = head.cleaned()
    with draft(letter, performer, at) as (act, row):
        if ready.seen is not None and ready.seen != Head.of(row).digest:
            raise Refusal(CorrespondenceCode.LETTER_TEXT_CHANGED_MEANWHILE)
        series, number = row.series, row.number
        if row.replaces_id and ready.changes_deadline is not None:
            say_of_deadline(row, at, changes=ready.changes_deadline)
            require(may_change(Action.DEADLINE_EXTEND, closed=act.closed and row.extends_id is not None))
        _take(row, ready)
        if row.change:
            row.series, row.number = series, number
        _save(row)
        act.facts.update(letter=row.symbol, did="head")
    return row


def say_of_deadline(row: Letter, at: datetime, *, changes: bool | None) -> None:
    """Keep what the writer of a version says of the deadline of the letter that it corrects (rule 19).

    Args:
        changes: Whether it extends it; None where that was not said.
    """
    row.deadline_stays = changes is False
    # Of one that has passed since it stays said, so that whoever would send it is told.
    row.extends = letter_queries.still_asked(row, at) or row.extends if changes else None


def _take(row: Letter, head: Head) -> None:
    row.series, row.number, row.dated = head.series, head.number, head.dated
    # A letter goes to Members: it cannot go to a class of persons who represent none.
    classes = [one for one in row.consultation.classes if not one.of_persons]
    row.addressed = [one.value for one in classes if one.value in head.addressed]
    row.signatory, row.signatory_title = head.signatory, head.signatory_title
    row.new_day = head.new_day if row.extends_id else None
    row.new_time = head.new_time if row.extends_id else END_OF_DAY
    row.what_changes = head.what_changes if row.replaces_id else {}
    head.particulars.put(row)


def _save(row: Letter) -> None:
    symbols.require_free(row)
    row.save()


def write(letter: Letter, performer: Performer, at: datetime, texts: Mapping[str, Words]) -> None:
    """Write a letter in some languages; a text without words is taken away.

    Raises:
        Refusal: it was sent; somebody else changed a text meanwhile; a text is too long, has only the half of it,
            or names what cannot be filled in.
    """
    ready = {code: words.cleaned() for code, words in texts.items() if code in letter.languages}
    with draft(letter, performer, at) as (act, row):
        known = placeholders.known(row)
        there = {text.language: text for text in row.texts.all()}
        for code, words in ready.items():
            before = there.get(code)
            if words.seen != (digest(before.subject, before.body) if before else ""):
                raise Refusal(CorrespondenceCode.LETTER_TEXT_CHANGED_MEANWHILE)
            placeholders.require_sound([words.subject, words.body], known)
            if bool(words.subject) != bool(words.body):
                raise Refusal(CorrespondenceCode.LETTER_HALF_WRITTEN)
            if not words.body:
                row.texts.filter(language=code).delete()
                continue
            row.texts.update_or_create(
                language=code, defaults={"subject": words.subject, "body": words.body, "state": words.state}
            )
        act.facts.update(did="texts", languages=sorted(ready))


def discard(letter: Letter, performer: Performer, at: datetime) -> None:
    """Throw a letter away that was never sent; its number is free again.

    Raises:
        Refusal: it was sent.
    """
    with draft(letter, performer, at) as (act, row):
        act.facts.update(did="discarded")
        row.delete()
