"""A consultation from its first sitting to its last, by the acts of those who took part; made up.

Four sittings, every item of the agenda with a conclusion, speakers and their texts, three items deferred for three
causes, a reservation, an observer's objection and one that is withdrawn. ``decisions`` goes on with what was urgent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import count, cycle, islice
from typing import TYPE_CHECKING, Any

from hemicycle.journal.record import Performer
from hemicycle.live import build
from hemicycle.ops.seed import files
from hemicycle.ops.seed.letters import Desk
from hemicycle.ops.simulation.voices import statements, words_of
from hemicycle.outcome.actions import asking, closing, corrections, drafting, positions, summaries
from hemicycle.outcome.actions.statements import hand_in_room
from hemicycle.outcome.summaries import compiled_lines
from hemicycle.people import queries as people
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import Right
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.summary_records import ParagraphKind
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import floor, items, presiding, room, speaker, turns, voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.models import Consultation
    from hemicycle.outcome.models import SummaryRecord, SummaryVersion
    from hemicycle.outcome.summaries import SummaryLine
    from hemicycle.sittings.models import Sitting

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
#: Of the delegations that vote, how many are in the room of a sitting.
HERE = 12
SPOKEN = timedelta(minutes=4, seconds=35)
#: In hours, of the consultation's zone.
OFFICE_OPENS = 9
#: So long who presides is heard beside the floor as an item is taken up.
PRESSED = timedelta(seconds=8)
#: Of what stands against a conclusion, what defers its item where a Member that votes says it.
DEFERS = frozenset({PositionKind.OBJECTION, PositionKind.DEFER_DOCUMENT, PositionKind.SUSPEND_DEBATE})


@dataclass
class Case:
    """The consultation, and the moment that it has come to.

    Attributes:
        presiding: Who presides over the sitting that is held.
    """

    consultation: Consultation
    now: datetime
    desk: Desk = field(init=False)
    presiding: Participant = field(init=False)
    _said: Iterator[int] = field(init=False, default_factory=count)

    def __post_init__(self) -> None:
        self.desk = Desk.of(self.consultation)

    @cached_property
    def words(self) -> files.CaseFile:
        """What is said and written in it."""
        return files.case()

    def at(self, later: timedelta = SECOND) -> datetime:
        """The next moment."""
        self.now += later
        return self.now

    def morning(self) -> datetime:
        """When the office opens on the next day."""
        there = self.now.astimezone(self.consultation.zone) + DAY
        self.now = there.replace(hour=OFFICE_OPENS, minute=30, second=0, microsecond=0)
        return self.now

    def delegate(self, code: str) -> Participant:
        """The first delegate of a Member."""
        rows = Registration.objects.filter(consultation=self.consultation, member__code=code, status="confirmed")
        return Participant.registered(rows.select_related("person", "member").earliest("pk"))

    def hold(self, sitting: Sitting) -> None:
        """A sitting, from its opening to its end."""
        if sitting.presiding is None:
            raise LookupError("nobody presides over the sitting")
        self.now, self.presiding = sitting.opens_at, Participant.registered(sitting.presiding)
        presiding.open_sitting(sitting.pk, self.presiding, self.at())
        speakers = self._come(sitting)
        for place, item in enumerate(sitting.planned.filter(position__isnull=False).order_by("position")):
            self._discuss(sitting.pk, item, list(islice(speakers, 1 + place % 2)))
        presiding.end(sitting.pk, self.presiding, self.at())

    def _come(self, sitting: Sitting) -> Iterator[Participant]:
        """Who presides, the secretariat and some delegations are in the room; returns who speaks, in turn."""
        number = sitting.number - 1
        delegates = islice(cycle(self._voters), number * HERE, (number + 1) * HERE)
        everybody = [self.presiding.registration, *self._secretariat, *dict.fromkeys(delegates)]
        for registration in everybody:
            room.joined(sitting, registration.pk, f"PA_{sitting.pk}_{registration.pk}", self.at())
        return cycle([Participant.registered(one) for one in everybody if one.member_id is not None])

    @cached_property
    def _secretariat(self) -> list[Registration]:
        rows = self.consultation.registrations.filter(role="secretariat", status="confirmed")
        return list(rows.select_related("person").order_by("pk"))

    @cached_property
    def _voters(self) -> list[Registration]:
        """The first delegate of each Member that votes."""
        rows = self.consultation.registrations.filter(role="delegate", status="confirmed", member__isnull=False)
        rows = rows.select_related("person", "member").prefetch_related("member__organ_seats").order_by("pk")
        classes, on = self.consultation.classes, self.consultation.first_day
        voting = classes.having(Right.VOTE)
        found: dict[int, Registration] = {}
        for row in rows:
            if row.member_id is not None and people.capacity(row, classes, on).value in voting:
                found.setdefault(row.member_id, row)
        return list(found.values())

    def _discuss(self, sitting: int, item: Item, speakers: list[Participant]) -> None:
        """An item, from its opening to its outcome."""
        items.open_item(sitting, self.presiding, self.at(MINUTE), item=item.pk)
        if len(speakers) > 1:
            self._press(sitting)
        for who in speakers:
            self._speak(sitting, item, who)
        self._draft(item)
        asking.ask(sitting, self.presiding, self.at(), item=item.pk)
        said = [row for row in self.words.position if row.place == item.position]
        outcome = Outcome.PROPOSED_CONCLUSION
        for row in said:
            if self._position(sitting, item, row):
                outcome = Outcome.DEFERRED
        document: Any = build.document(sitting, "conclusion")
        later = self.at(timedelta(seconds=20))
        closing.close_item(sitting, self.presiding, later, item=item.pk, outcome=outcome.value, seen=document.latest)

    def _speak(self, sitting: int, item: Item, who: Participant) -> None:
        """Somebody asks, hands in what they will say, is given the floor, and says it."""
        statement, language = next(self._said) % len(statements()), self._language(who)
        text = words_of(statement, language)
        hand_in_room(
            sitting, who, self.at(), item=item.pk, language=language, text=text, seen=0, published=statement % 2 == 0
        )
        turn = speaker.ask(sitting, who, self.at(), language=language)
        floor.give_next(sitting, self.presiding, self.at(), expected=turn.pk)
        turns.connected(sitting, who.registration.pk, self.at())
        speaker.finish(sitting, who, self.at(SPOKEN), turn=turn.pk)

    def _press(self, sitting: int) -> None:
        """Who presides says who is to speak, without taking the floor."""
        voice.on(sitting, self.presiding, self.at(), language=self._language(self.presiding))
        voice.off(sitting, self.presiding, self.at(PRESSED))

    def _language(self, who: Participant) -> str:
        spoken = who.registration.person.language
        return (
            spoken if spoken in self.consultation.languages.of_sittings else self.consultation.languages.of_sittings[0]
        )

    def _draft(self, item: Item) -> None:
        """The conclusion in its languages, the first one in the language of drafting."""
        symbol = item.document.symbol if item.document else str(item.position)
        for number, (language, text) in enumerate(self.words.conclusion.items()):
            drafted = drafting.Drafted(item.pk, language, text.format(symbol=symbol), seen=0, follows=min(number, 1))
            drafting.draft(self.consultation.pk, self.desk.first, self.at(), drafted)

    def _position(self, sitting: int, item: Item, said: files.PositionRecord) -> bool:
        """What a delegation says on record; whether it defers the item."""
        who = self.delegate(said.member)
        given: dict[str, Any] = {"item": item.pk, "words": said.words}
        if said.kind is PositionKind.OBJECTION:
            taken = positions.object_(sitting, who, self.at(), **given)
        elif said.kind in DEFERS:
            taken = positions.defer(sitting, who, self.at(), kind=said.kind, **given)
        else:
            taken = positions.state(sitting, who, self.at(), kind=said.kind, **given)
        if said.withdrawn:
            positions.withdraw(sitting, who, self.at(), position=taken.pk)
        return said.kind in DEFERS and taken.may_defer and not said.withdrawn

    def write_summary(self, sitting: Sitting, symbol: str) -> SummaryVersion:
        """The summary record of a sitting: drawn up, completed, circulated, corrected once, and published."""
        key, language = self.consultation.pk, next(iter(self.words.conclusion))
        made = summaries.draw_up(key, self.desk.first, self.morning(), sitting=sitting.pk, language=language)
        for line in compiled_lines(made).unfinished:
            self._translate(line, language)
        made = summaries.circulate(key, self.desk.first, self.at(), summary=made.pk)
        self._correct(made, language)
        if made.correct_until is None:
            raise LookupError("what is circulated can be corrected until a moment")
        self.now = max(self.now, made.correct_until)
        return corrections.publish_summary(key, self.desk.first, self.morning(), summary=made.pk, symbol=symbol)

    def _translate(self, line: SummaryLine, language: str) -> None:
        """What was handed in in another language, into that of the record."""
        others = [wording.text for code, wording in line.latest.items() if code != language]
        known = {said: words[language] for words in statements() for said in words.values()}
        text = f"{line.text(language)} {next(known[other] for other in others)}"
        summaries.word(
            self.consultation.pk, self.desk.first, self.at(), paragraph=line.paragraph.pk, language=language, text=text,
            seen=line.seen(language),
        )  # fmt: skip

    def _correct(self, record: SummaryRecord, language: str) -> None:
        """The first speaker's delegation asks for a correction, which is made."""
        line = next(line for line in compiled_lines(record).lines if line.kind is ParagraphKind.SPEAKER)
        who = line.paragraph.registration
        if who is None:
            raise LookupError("a statement is somebody's")
        key, text = self.consultation.pk, f"{line.text(language)} {self.words.correction}"
        asked = corrections.ask_for_correction(
            key, Performer(who.person), self.morning(), paragraph=line.paragraph.pk, language=language, text=text
        )
        corrections.decide(key, self.desk.first, self.morning(), request=asked.pk, accepts=True)
