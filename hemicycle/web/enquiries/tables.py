"""The Members of an enquiry as a table: narrowed, searched, sorted, taken away."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.bodies import called
from hemicycle.consultations.condition_headings import label_in
from hemicycle.consultations.joins import colon, comma
from hemicycle.correspondence import results
from hemicycle.correspondence.answers import options_of
from hemicycle.correspondence.headings import headings_for
from hemicycle.correspondence.matrix import options as every_option
from hemicycle.correspondence.messages import assessment_message, choice_label
from hemicycle.people.member_names import member_name
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.replies import Status
from hemicycle.web.enquiries.labels import STATUSES, TONES, label_of, options, short_name
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.other_capacity import other_capacities
from hemicycle.web.toolkit.tables import Column, Table, Value, narrowed_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.consultations.condition_headings import ConditionHeading
    from hemicycle.correspondence.models import Condition, Question, ReplyVersion
    from hemicycle.correspondence.results import Return, Returns
    from hemicycle.web.toolkit.tables import Filter, TableQuery

#: So many answers can be chosen among; of more, the page of the items leads to the Members of each.
_CHOICES = 60


@dataclass(frozen=True)
class Line:
    """A Member of the table.

    Attributes:
        name: In the reader's language.
        answer: What it chose, where there is one question; else how often it chose each option.
        region: Its name.
        shown: The version that counts, or the last one that came.
    """

    row: Return
    name: str
    region: str
    capacity: str
    status: str
    tone: str
    answer: str
    versions: Sequence[ReplyVersion]

    @property
    def shown(self) -> ReplyVersion | None:
        """The version that counts, or else the last one that came."""
        counted = self.row.counted
        return next(
            (version for version in self.versions if counted and version.pk == counted.pk),
            self.versions[-1] if self.versions else None,
        )

    @property
    def conditions(self) -> list[Condition]:
        """Those that came with the version shown."""
        return list(self.shown.conditions.all()) if self.shown else []

    @property
    def waits(self) -> bool:
        """Whether it waits for a second person or for the chair, who look at the last version that came."""
        return self.row.status in {Status.UNCONFIRMED, Status.LATE}

    @property
    def why(self) -> str:
        """Why the reply stands as it does."""
        return assessment_message(self.row.why) if self.row.reply else ""


def region_filter(query: TableQuery, returned: Returns) -> Filter:
    """By the regions of the Members that are asked."""
    body, there = returned.enquiry.letter.consultation.body.has, {row.member.region for row in returned.rows}
    choices = [(place.key, place.called()) for place in body.regions if place.key in there]
    return query.filter("region", labels.region(body), choices)


class ReplyTable:
    """The table as an address asks for it: ``status``, ``region`` and ``answer`` narrow it.

    Reads ``versions__conditions`` and the people of the versions: ``READS`` of ``returns.returns``.
    """

    READS = results.VERSIONS

    def __init__(self, returned: Returns, query: TableQuery) -> None:
        self._returned, self.query = returned, query
        self._body = returned.enquiry.letter.consultation.body.has
        self._zone = returned.enquiry.first_deadline.zone
        self._options = options(returned, every_option(returned, returned.questions))
        self._consultation = returned.enquiry.letter.consultation

    @cached_property
    def filters(self) -> list[Filter]:
        """What it can be narrowed by."""
        return [
            self.query.filter(
                "status",
                _("Status"),
                [(status.value, label_of(status, self._returned.enquiry.kind)) for status in STATUSES],
            ),
            *([region_filter(self.query, self._returned)] if self._body.regions else []),
            *([] if self._returned.sealed else [self.query.filter("answer", _("Answer"), self._answers())]),
        ]

    def _answers(self) -> list[tuple[str, str]]:
        """Every answer there is; of many questions, those to the one asked for."""
        questions = self._returned.questions
        if sum(len(options_of(question, self._returned.enquiry.kind)) for question in questions) > _CHOICES:
            wanted = self.query.chosen("answer").partition(".")[0]
            questions = [question for question in questions if str(question.pk) == wanted]
        several = len(self._returned.questions) > 1
        return [
            (f"{question.pk}.{option}", self._answer(question, option, several=several))
            for question in questions
            for option in options_of(question, self._returned.enquiry.kind)
        ]

    def _answer(self, question: Question, option: str, *, several: bool) -> str:
        said = choice_label(question, option)
        if not several:
            return said
        return _("%(question)s: %(answer)s") % {"question": short_name(question), "answer": said}

    @cached_property
    def filter_values(self) -> dict[str, str]:
        """What it is narrowed by: what does not exist narrows nothing."""
        return narrowed_by(self.filters)

    @cached_property
    def table(self) -> Table[Line]:
        """The rows, in the order of lists where nothing else is asked."""
        made = Table(self._columns(), self._lines(), self.query, self.filter_values)
        made.total = len(self._returned.rows)
        return made

    @cached_property
    def for_file(self) -> Table[Line]:
        """The same rows, with all that a file can hold."""
        return Table([*self._columns(), *self._file_columns()], self._lines(), self.query, self.filter_values)

    def _lines(self) -> list[Line]:
        key, _dot, option = self.filter_values.get("answer", "").partition(".")
        return [
            self._line(row)
            for row in self._returned.rows
            if self.filter_values.get("status", row.status) == row.status
            and self.filter_values.get("region", row.member.region) == row.member.region
            and (not key or row.choices.get(key) == option)
        ]

    def _line(self, row: Return) -> Line:
        return Line(
            row,
            member_name(row.member),
            called(self._body.regions, row.member.region),
            labels.capacity(row.capacity),
            _status(row, self._returned.enquiry.kind),
            TONES[row.status],
            self._said(row),
            list(row.reply.versions.all()) if row.reply else [],
        )

    def _said(self, row: Return) -> str:
        """Its answer in words; of many questions, how often each option; that it is sealed."""
        if self._returned.sealed:
            return pgettext("a vote", "Sealed") if row.status is Status.COUNTED else ""
        questions = self._returned.questions
        if len(questions) == 1:
            choice = row.choices.get(str(questions[0].pk), "")
            return choice_label(questions[0], choice) if choice else ""
        chosen = Counter(row.choices.values())
        return comma().join(
            f"{option.label}{colon()}{chosen[option.key]}" for option in self._options if chosen[option.key]
        )

    def _columns(self) -> list[Column[Line]]:
        region = Column[Line]("region", labels.region(self._body), lambda line: line.region)
        return [
            Column("member", _("Member"), lambda line: line.name),
            *([region] if self._body.regions else []),
            Column("status", _("Status"), lambda line: line.status),
            Column("said", _("Answer"), lambda line: line.answer),
            Column("conditions", _("Conditions"), lambda line: len(line.conditions) or None),
            Column("received", _("Received"), self._received),
            Column("channel", _("Means of receipt"), _channel),
            Column("versions", _("Versions"), lambda line: len(line.versions) or None),
        ]

    def _received(self, line: Line) -> str:
        return line.shown.received_at.astimezone(self._zone).isoformat(" ", "minutes")[:16] if line.shown else ""

    @cached_property
    def _headings(self) -> dict[str, ConditionHeading]:
        return headings_for(self._returned.enquiry)

    def _conditions(self, line: Line) -> str:
        named = ((label_in(self._headings, condition.heading), condition.words) for condition in line.conditions)
        return "\n".join(f"{heading}{colon()}{words}" if heading else words for heading, words in named)

    def _file_columns(self) -> list[Column[Line]]:
        shown = [(line.shown, line.row.member) for line in self._lines()]
        others = other_capacities(self._consultation, shown)

        def other(line: Line) -> str:
            return others.get((line.shown.person_id, line.row.member.pk), "") if line.shown else ""

        def person_column(name: str, label: str, value: str) -> Column[Line]:
            def person_name(line: Line) -> Value:
                person = getattr(line.shown, value, None)
                return person.name if person else ""

            return Column(name, label, person_name)

        return [
            Column("code", _("Code"), lambda line: line.row.member.code),
            Column("class", _("Class"), lambda line: line.capacity),
            Column("why", _("Explanation of status"), lambda line: line.why),
            Column("receipt", _("Receipt"), lambda line: line.shown.receipt if line.shown else ""),
            person_column("person", _("Answered by"), "person"),
            Column("other", _("Given in another capacity"), other),
            Column("signed", _("Signed by"), lambda line: line.shown.signed_by if line.shown else ""),
            person_column("entered", _("Entered by"), "entered_by"),
            person_column("confirmed", _("Confirmed by"), "confirmed_by"),
            Column("words", _("Text of the conditions"), self._conditions),
        ]


def _status(row: Return, kind: str) -> str:
    """Where the reply stands, and that it counts because the chair accepted it."""
    label = label_of(row.status, kind)
    if row.counted is None or not row.accepted:
        return label
    if row.why.get("code") == RuleCode.ENTERED_LATE_ACCEPTED.value:
        return _("%(status)s (entered after the deadline, accepted)") % {"status": label}
    return _("%(status)s (late, accepted)") % {"status": label}


def _channel(line: Line) -> str:
    return line.shown.get_channel_display() if line.shown else ""
