"""Rows of the lists behind the figures of a report: people, turns and comments, each in cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.joins import beside, semicolon
from hemicycle.people.member_names import member_name
from hemicycle.rules.connection_figures import Became
from hemicycle.rules.rehearsal_comments import CommentState
from hemicycle.support.rehearsal_report import RATED
from hemicycle.web.records import rehearsal_words as words
from hemicycle.web.records.rehearsal_figures import FIRST, NEVER, NOT_GIVEN, SEVERAL, TURNS
from hemicycle.web.support import words as tests
from hemicycle.web.support.words import number
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.tables import Column

if TYPE_CHECKING:
    from hemicycle.support.models import RehearsalComment
    from hemicycle.support.rehearsal_report import Given, Person
    from hemicycle.web.records.rehearsal_access import AtReport


@dataclass(frozen=True)
class Cell:
    """A cell as the page shows it.

    Attributes:
        kind: ``head`` and ``name`` name somebody, the one the row itself; ``num`` is a number; ``quoted`` somebody's
            own words.
        tone: Of the chip in which it stands; ``None`` without one.
    """

    words: str
    kind: str = ""
    address: str = ""
    tone: str | None = None


@dataclass(frozen=True)
class PersonRow:
    """Somebody who took part."""

    at: AtReport
    person: Person

    @property
    def member(self) -> str:
        """The Member's name; empty of who represents none."""
        return member_name(self.person.registration.member) if self.person.registration.member else ""

    @property
    def region(self) -> str:
        """The region of that Member."""
        return words.region(self.at.consultation.body.has, self.person.facts.region)

    @property
    def spoke(self) -> str:
        """Whether they were heard, as the filter has it."""
        if self.person.tries is not None:
            return FIRST if self.person.tries == 1 else SEVERAL
        return NEVER if self.person.failed else NOT_GIVEN

    @property
    def heard(self) -> str:
        """The same in words; empty of who never had the floor."""
        if self.person.tries is not None:
            return _("Heard at try %(number)s") % {"number": number(self.person.tries)}
        return _("Never heard") if self.person.failed else ""

    @property
    def way(self) -> str:
        """The way through their network."""
        return str(words.WAYS.get(self.person.facts.way, self.person.facts.way))

    @property
    def sound(self) -> str:
        """How good their sound was found."""
        return str(words.SOUNDS[self.person.facts.sound])

    @property
    def cells(self) -> list[Cell]:
        """Those of ``people_columns`` that are shown."""
        tone = {FIRST: "live", SEVERAL: "wait", NEVER: "stop"}.get(self.spoke, "")
        turns = self.at.list_address(TURNS, person=str(self.person.registration.pk)) if self.person.given else ""
        cells = [Cell(self.person.registration.person.name, "head"), Cell(self.member)]
        if self.at.consultation.body.has.regions:
            cells.append(Cell(self.region if self.member else ""))
        cells += [
            Cell(labels.clock(self.person.came, self.at.consultation.zone), "num"),
            Cell(number(self.person.given), "num", turns),
            Cell(self.heard, tone=tone if self.heard else None),
        ]
        if self.at.sees_tests:
            test = self.person.test
            result = reverse("connection_test_result", args=[self.at.consultation.slug, test.pk]) if test else ""
            cells += [
                Cell(self.sound, address=result, tone=words.SOUND_TONES[self.person.facts.sound]),
                Cell(self.way),
                Cell(words.browser(self.person.facts.browser)),
            ]
        return [*cells, Cell(number(self.person.messages), "num")]


def people_columns(at: AtReport) -> list[Column[PersonRow]]:
    """Of the list of those who took part."""
    zone, body = at.consultation.zone, at.consultation.body.has
    region = [Column[PersonRow]("region", labels.region(body), lambda row: row.region if row.member else "")]
    tested = [
        Column[PersonRow]("sound", _("Sound in the test"), lambda row: row.sound),
        Column[PersonRow]("way", _("Way to the media server"), lambda row: row.way),
        Column[PersonRow]("browser", _("Browser"), lambda row: words.browser(row.person.facts.browser)),
    ]
    return [
        Column("name", _("Name"), lambda row: row.person.registration.person.name),
        Column("member", _("Member"), lambda row: row.member),
        *(region if body.regions else []),
        Column("came", _("First joined"), lambda row: labels.clock(row.person.came, zone)),
        Column("given", _("Turns"), lambda row: row.person.given),
        Column("heard", _("Heard"), lambda row: row.heard),
        *(tested if at.sees_tests else []),
        Column("messages", _("Messages with the technicians"), lambda row: row.person.messages),
        Column("capacity", _("Class or role"), lambda row: labels.capacity(row.person.capacity), shown=False),
    ]


@dataclass(frozen=True)
class TurnRow:
    """A turn that was given the floor."""

    at: AtReport
    given: Given

    @property
    def member(self) -> str:
        """The Member for which they spoke."""
        return member_name(self.given.turn.member) if self.given.turn.member else ""

    @property
    def became(self) -> Became:
        """What became of it."""
        return self.given.facts.became

    @property
    def cause(self) -> str:
        """Why it was not heard, as far as it is said; empty of one that was."""
        if self.became is not Became.FAILED:
            return ""
        cause = self.given.facts.cause
        return str(labels.CAUSES[cause]) if cause is not None else _("No cause recorded")

    @property
    def hints(self) -> str:
        """What else is known of their devices and network, of one that was not heard."""
        if self.became is not Became.FAILED:
            return ""
        turn, person = self.given.turn, self.given.person
        said = [_("No microphone was ready")] if turn.microphone is False else []
        if self.at.sees_tests and person.test is not None:
            said.append(tests.causes(person.test))
        if person.messages:
            said.append(_("Messages with the technicians: %(number)s") % {"number": number(person.messages)})
        return beside(said)

    @property
    def beginning(self) -> str:
        """Who was heard over its beginning."""
        return _("Presiding officer") if self.given.facts.overlapped else ""

    @property
    def cells(self) -> list[Cell]:
        """Those of ``turn_columns`` that are shown."""
        return [
            Cell(self.given.turn.registration.person.name, "head"),
            Cell(self.member),
            Cell(labels.clock(self.given.turn.granted_at, self.at.consultation.zone), "num"),
            Cell(number(self.given.number), "num"),
            Cell(str(words.BECAME[self.became]), tone=words.BECAME_TONES[self.became]),
            Cell(words.seconds(self.given.facts.seconds), "num"),
            Cell(self.cause),
            Cell(self.hints),
            Cell(self.beginning),
        ]


def turn_columns(at: AtReport) -> list[Column[TurnRow]]:
    """Of the list of turns."""
    zone = at.consultation.zone
    return [
        Column("name", _("Name"), lambda row: row.given.turn.registration.person.name),
        Column("member", _("Member"), lambda row: row.member),
        Column("granted", _("Given the floor"), lambda row: labels.clock(row.given.turn.granted_at, zone)),
        Column("try", _("Try"), lambda row: row.given.number),
        Column("became", _("Result"), lambda row: str(words.BECAME[row.became])),
        Column("seconds", _("Heard after (s)"), lambda row: row.given.facts.seconds),
        Column("cause", _("Cause"), lambda row: row.cause),
        Column("hints", _("Devices, tests and messages"), lambda row: row.hints),
        Column("beginning", _("Heard over the beginning"), lambda row: row.beginning),
    ]


@dataclass(frozen=True)
class CommentRow:
    """A comment of a participant."""

    at: AtReport
    comment: RehearsalComment

    @property
    def member(self) -> str:
        """The Member's name; empty of who represents none."""
        member = self.comment.registration.member
        return member_name(member) if member else ""

    @property
    def state(self) -> str:
        """What was done about it."""
        return str(words.STATES[CommentState(self.comment.state)])

    @property
    def tone(self) -> str:
        """The colour of it."""
        return words.STATE_TONES[CommentState(self.comment.state)]

    @property
    def ratings(self) -> str:
        """As in "Sound: 4; Picture: 5"."""
        return semicolon().join(
            _("%(what)s: %(rating)d") % {"what": words.RATED[name], "rating": value}
            for name in RATED
            if (value := getattr(self.comment, name)) is not None
        )

    @property
    def cells(self) -> list[Cell]:
        """Those of ``comment_columns`` that are shown."""
        key = [self.at.consultation.slug, self.at.sitting.pk, self.comment.pk]
        return [
            Cell(self.comment.registration.person.name, "head", reverse("rehearsal_comment", args=key)),
            Cell(self.member),
            Cell(labels.moment(self.comment.changed_at, self.at.consultation.zone), "num"),
            Cell(self.ratings),
            Cell(self.comment.text, "quoted"),
            Cell(self.state, tone=self.tone),
            Cell(self.comment.response, "quoted"),
        ]


def comment_columns(at: AtReport) -> list[Column[CommentRow]]:
    """Of the list of comments."""
    zone = at.consultation.zone
    return [
        Column("name", _("Name"), lambda row: row.comment.registration.person.name),
        Column("member", _("Member"), lambda row: row.member),
        Column("changed", _("Time"), lambda row: row.comment.changed_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")),
        Column("ratings", _("Ratings"), lambda row: row.ratings),
        Column("text", _("Comment"), lambda row: row.comment.text),
        Column("state", _("Status"), lambda row: row.state),
        Column("response", _("Response"), lambda row: row.comment.response),
    ]
