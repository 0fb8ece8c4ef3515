"""What a version of the report says, as numbered paragraphs in the present language: for the page and the papers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations import local
from hemicycle.consultations.joins import beside, listed
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import NATIVE_NAMES, localized, localized_in, reader_language
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.outcome.sitting_record import EventKind
from hemicycle.outcome.wording_changes import paragraphs
from hemicycle.outcome.words import KINDS, WHY
from hemicycle.people.member_names import member_name, members_by_code
from hemicycle.rules.ballots import BallotOutcome
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.reports import Part as PartName
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.labels import numbered_sitting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hemicycle.consultations.models import Consultation


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report.

    Attributes:
        number: From 1 through the whole report.
        text: In the reader's language.
        quoted: The text of a conclusion or of a statement, beneath the paragraph that introduces it.
        language: Of what is quoted.
        moment: Of the record, on which it rests; None where it rests on none.
        written: Key of the paragraph that the secretariat wrote; None for one that is compiled.
    """

    number: int
    text: str
    quoted: list[str] = field(default_factory=list)
    language: str = ""
    moment: Moment | None = None
    written: int | None = None


@dataclass(frozen=True)
class Moment:
    """A moment of the record.

    Attributes:
        sitting: Its key.
        at: When it was; None for the sitting as a whole.
        anchor: Its place in the record of the sitting; empty for the whole of it.
        label: Which moment it is: "First sitting, 9 June 2020, 12:04".
    """

    sitting: int
    at: datetime | None
    anchor: str
    label: str


@dataclass(frozen=True)
class Part:
    """A part of the report under its heading.

    Attributes:
        title: Of the item, after the heading: in the reader's language, or in another one that it then says.
        item: Key of the item that it is about; None for one that is about none.
        name: As ``rules.reports`` names it.
        level: Of its heading: 1 for a part, 2 for an item within it.
    """

    heading: str
    paragraphs: list[Paragraph]
    title: Wording | None = None
    item: int | None = None
    name: str = ""
    level: int = 1


class Report:
    """The parts of a report, numbered as they are asked for."""

    def __init__(self, consultation: Consultation, content: dict[str, Any]) -> None:
        self._of, self._content = consultation, content
        self._number = 0
        members = members_by_code(sorted(_codes(content)), consultation.body)
        self._names = {member.code: member_name(member) for member in members}
        self._outcomes = outcome_names(consultation)
        self._sittings = {row["sitting"]: row for row in content["sittings"]}
        self._written: dict[tuple[str, int | None, bool], list[dict[str, Any]]] = {}
        for row in content.get("written", ()):
            self._written.setdefault((row["part"], row["item"], row["leads"]), []).append(row)

    def parts(self, *, empty: bool = False) -> list[Part]:
        """The whole report.

        Args:
            empty: Also a part in which there is nothing yet: for who writes in it.
        """
        self._number = 0
        parts = [
            self._part(PartName.INTRODUCTION, _("Introduction"), self._introduction()),
            self._part(PartName.AGENDA, _("Items of the agenda"), self._remaining_open()),
            *(self._item(item) for item in self._content["items"]),
            self._part(PartName.PARTICIPANTS, _("Participants"), self._participants()),
            self._part(PartName.CLOSING, _("Closing"), ()),
        ]
        return [part for part in parts if part.paragraphs or empty]

    def _part(self, name: PartName, heading: str, compiled: Iterable[Paragraph]) -> Part:
        return Part(heading, list(self._with_written(name, None, compiled)), name=name.value)

    def _with_written(self, part: PartName, item: int | None, compiled: Iterable[Paragraph]) -> Iterator[Paragraph]:
        """What is compiled in a part, among what the secretariat wrote: numbered as it is taken."""
        yield from self._of_secretariat(part, item, leads=True)
        yield from compiled
        yield from self._of_secretariat(part, item, leads=False)

    def _of_secretariat(self, part: PartName, item: int | None, *, leads: bool) -> Iterator[Paragraph]:
        for row in self._written.get((part.value, item, leads), ()):
            language, text = localized_in(row["text"]), paragraphs(localized(row["text"]))
            if language == reader_language():
                for one in text:
                    yield self._next(one, written=row["paragraph"])
            else:
                said = _("In %(language)s:") % {"language": NATIVE_NAMES[language]}
                yield self._next(said, text, language, written=row["paragraph"])

    def _next(
        self,
        text: str,
        quoted: Iterable[str] = (),
        language: str = "",
        *,
        moment: Moment | None = None,
        written: int | None = None,
    ) -> Paragraph:
        self._number += 1
        return Paragraph(self._number, text, list(quoted), language, moment, written)

    def _moment(self, sitting: int, at: str = "", anchor: str = "") -> Moment | None:
        """Of the record of a sitting; None of one that is not in the report."""
        row = self._sittings.get(sitting)
        if row is None:
            return None
        if not at:
            day = labels.plain_date(date.fromisoformat(row["day"]))
            return Moment(sitting, None, "", beside([self._sitting(row), day]))
        moment = datetime.fromisoformat(at).astimezone(self._of.zone)
        label = beside([self._sitting(row), labels.plain_date(moment.date()), f"{moment:%H:%M}"])
        return Moment(sitting, moment, anchor, label)

    def _introduction(self) -> Iterator[Paragraph]:
        content, sittings = self._content, self._content["sittings"]
        period = local.long_period(date.fromisoformat(content["first_day"]), date.fromisoformat(content["last_day"]))
        words = ngettext(
            "%(consultation)s: %(period)s, %(number)d sitting.",
            "%(consultation)s: %(period)s, %(number)d sittings.",
            len(sittings),
        )
        yield self._next(words % {"consultation": str(self._of), "period": period, "number": len(sittings)})
        for row in content["sittings"]:
            if row["presided"]:
                said = _("%(sitting)s, %(day)s: presided over by %(names)s.") % {
                    "sitting": self._sitting(row),
                    "day": labels.plain_date(date.fromisoformat(row["day"])),
                    "names": listed(row["presided"]),
                }
                yield self._next(said, moment=self._moment(row["sitting"]))

    def _remaining_open(self) -> Iterator[Paragraph]:
        """Rule 32."""
        said = _(
            "A virtual consultation takes no decisions. Every conclusion proposed here remains open to discussion at "
            "%(session)s."
        )
        yield self._next(said % {"session": localized(self._content["physical_session"])})

    def _sitting(self, row: dict[str, Any]) -> str:
        return numbered_sitting(row["number"], len(self._content["sittings"]))

    def _item(self, item: dict[str, Any]) -> Part:
        # The title is a part of its own, for it may be in another language.
        heading = (_("Item %(position)d: %(title)s") % {"position": item["position"], "title": ""}).strip()
        said = list(self._with_written(PartName.ITEM, item["item"], self._about(item)))
        return Part(heading, said, Wording.of(item["title"]), item["item"], PartName.ITEM.value, level=2)

    def _contribution(self, one: dict[str, Any]) -> str:
        members = listed([self._names.get(code, code) for code in one["members"]])
        words = _("Contribution %(symbol)s of %(members)s: %(title)s")
        return words % {"symbol": one["symbol"], "members": members, "title": localized(one["title"])}

    def _about(self, item: dict[str, Any]) -> Iterator[Paragraph]:
        if item["symbol"]:
            yield self._next(_("Document %(symbol)s") % {"symbol": item["symbol"]})
        for one in item.get("contributions", ()):
            yield self._next(self._contribution(one))
        if not item["outcome"]:
            yield self._next(_("The item was not concluded."))
        else:
            yield self._next(self._ended(item), moment=self._of_ending(item))
        if item["outcome"] == Outcome.PROPOSED_CONCLUSION.value:
            yield self._conclusion(item)
        if urgency := item.get("urgency"):
            yield self._next(_("Too urgent for the session, in the view of the Chair:"), [urgency["reason"]])
            if urgency["source"]:
                yield self._next(_("Authority for a decision by correspondence:"), [urgency["source"]])
        for ballot in item.get("ballots", ()):
            yield self._next(self._ballot(ballot))
        for one in item["against"]:
            words = [one["words"]] if one["words"] else []
            yield self._next(self._against(one), words, moment=self._of_position(one))
        for one in item["attached"]:
            said = _("%(kind)s, %(member)s:") % self._who(one)
            yield self._next(said, [one["words"]], moment=self._of_position(one))

    # A version that went out earlier does not say in which sitting something was said, nor where in its record.

    def _of_position(self, one: dict[str, Any]) -> Moment | None:
        if "sitting" not in one:
            return None
        return self._moment(one["sitting"], one["at"], f"{EventKind.POSITION.value}-{one['said']}")

    def _of_ending(self, item: dict[str, Any]) -> Moment | None:
        anchor = f"{EventKind.OUTCOME.value}-{item['ending']}" if "ending" in item else ""
        return self._moment(item["sitting"], item["at"], anchor)

    def _ballot(self, ballot: dict[str, str]) -> str:
        """What a decision by correspondence came to, which is no outcome of the item."""
        day = datetime.fromisoformat(ballot["declared"]).astimezone(self._of.zone).date()
        facts = {"letter": ballot["letter"], "day": labels.plain_date(day)}
        return _BALLOTS[BallotOutcome(ballot["outcome"])]() % facts

    def _ended(self, item: dict[str, Any]) -> str:
        """As what it ended, why, and when that is on record."""
        member = self._names.get(item["member"], item["member"])
        why = _REASONS[item["reason"]]().format(member=member, words=item["words"])
        sitting = self._sittings.get(item["sitting"])
        at = datetime.fromisoformat(item["at"]).astimezone(self._of.zone)
        facts = {
            "outcome": self._outcomes[item["outcome"]],
            "why": why,
            "sitting": self._sitting(sitting) if sitting else "",
            "day": labels.plain_date(at.date()),
            "time": f"{at:%H:%M}",
        }
        return _("%(outcome)s. %(why)s (%(sitting)s, %(day)s, %(time)s)") % facts

    def _conclusion(self, item: dict[str, Any]) -> Paragraph:
        reader = reader_language()
        texts = item["texts"]
        # A text that is behind would say what nobody was asked about.
        language = reader if reader in texts and reader not in item["behind"] else item["language"]
        said = _("The proposed conclusion reads:")
        if language != reader:
            said = _("The proposed conclusion reads, in %(language)s:") % {"language": NATIVE_NAMES[language]}
        return self._next(said, paragraphs(texts[language]), language)

    def _who(self, one: dict[str, Any]) -> dict[str, str]:
        return {
            "kind": str(KINDS[PositionKind(one["kind"])]),
            "member": self._names.get(one["member"], one["member"]) or _("A participant"),
        }

    def _against(self, one: dict[str, Any]) -> str:
        if one["withdrawn"]:
            return _("%(kind)s, %(member)s, withdrawn.") % self._who(one)
        if not one["may_defer"]:
            return _("%(kind)s, %(member)s, recorded.") % self._who(one)
        return _("%(kind)s, %(member)s.") % self._who(one)

    def _participants(self) -> Iterator[Paragraph]:
        for row in self._content["classes"]:
            names = sorted(self._names.get(code, code) for code in row["members"])
            words = ngettext("%(name)s: %(number)d person.", "%(name)s: %(number)d persons.", row["persons"])
            yield self._next(words % {"name": localized(row["name"]), "number": row["persons"]}, [listed(names)])


def _codes(content: dict[str, Any]) -> set[str]:
    """Of every Member that a report names."""
    said = [one["member"] for item in content["items"] for one in (*item["against"], *item["attached"])]
    caused = [item["member"] for item in content["items"] if item["outcome"]]
    contributed = [
        code for item in content["items"] for one in item.get("contributions", ()) for code in one["members"]
    ]
    taken_part = [code for row in content["classes"] for code in row["members"]]
    return {*said, *caused, *contributed, *taken_part} - {""}


_REASONS: dict[str, Callable[[], str]] = {code.value: words for code, words in WHY.items()}
_BALLOTS: dict[BallotOutcome, Callable[[], str]] = {
    BallotOutcome.APPROVED: lambda: _(
        "The conclusion was approved by correspondence, letter %(letter)s; the result was declared on %(day)s."
    ),
    BallotOutcome.NOT_APPROVED: lambda: _(
        "The conclusion was not approved by correspondence, letter %(letter)s; the result was declared on %(day)s."
    ),
    BallotOutcome.QUORUM_MISSED: lambda: _(
        "The ballot by letter %(letter)s did not reach its quorum; the result was declared on %(day)s."
    ),
    BallotOutcome.BROKEN: lambda: _(
        "The silence procedure of letter %(letter)s was broken; the result was declared on %(day)s."
    ),
    BallotOutcome.ACCEPTED: lambda: _(
        "The conclusion was accepted by the silence procedure of letter %(letter)s; the result was declared on %(day)s."
    ),
}
