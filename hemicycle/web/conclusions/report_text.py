"""What a version of the report says, as numbered paragraphs in the present language: for the page and the papers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations import local
from hemicycle.consultations.joins import listed
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import NATIVE_NAMES, localized, reader_language
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.outcome.wording_changes import paragraphs
from hemicycle.outcome.words import KINDS, WHY
from hemicycle.people.member_names import member_name, members_by_code
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.outcomes import Outcome
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
    """

    number: int
    text: str
    quoted: list[str] = field(default_factory=list)
    language: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the report under its heading.

    Attributes:
        title: Of the item, after the heading: in the reader's language, or in another one that it then says.
        item: Key of the item that it is about; None for one that is about none.
        level: Of its heading: 1 for a part, 2 for an item within it.
    """

    heading: str
    paragraphs: list[Paragraph]
    title: Wording | None = None
    item: int | None = None
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

    def parts(self) -> list[Part]:
        """The whole report."""
        self._number = 0
        return [
            Part(_("Introduction"), list(self._introduction())),
            Part(_("Items of the agenda"), [self._next(self._open())]),
            *(self._item(item) for item in self._content["items"]),
            Part(_("Participants"), list(self._participants())),
        ]

    def _next(self, text: str, quoted: Iterable[str] = (), language: str = "") -> Paragraph:
        self._number += 1
        return Paragraph(self._number, text, list(quoted), language)

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
                yield self._next(said)

    def _open(self) -> str:
        """Rule 32."""
        return _(
            "A virtual consultation takes no decisions. Every conclusion proposed here remains open to discussion at "
            "%(session)s."
        ) % {"session": localized(self._content["physical_session"])}

    def _sitting(self, row: dict[str, Any]) -> str:
        return numbered_sitting(row["number"], len(self._content["sittings"]))

    def _item(self, item: dict[str, Any]) -> Part:
        # The title is a part of its own, for it may be in another language.
        heading = (_("Item %(position)d: %(title)s") % {"position": item["position"], "title": ""}).strip()
        return Part(heading, list(self._about(item)), Wording.of(item["title"]), item["item"], level=2)

    def _about(self, item: dict[str, Any]) -> Iterator[Paragraph]:
        if item["symbol"]:
            yield self._next(_("Document %(symbol)s") % {"symbol": item["symbol"]})
        if not item["outcome"]:
            yield self._next(_("The item was not concluded."))
        else:
            yield self._next(self._ended(item))
        if item["outcome"] == Outcome.PROPOSED_CONCLUSION.value:
            yield self._conclusion(item)
        if urgency := item.get("urgency"):
            yield self._next(_("Too urgent for the session, in the view of the Chair:"), [urgency["reason"]])
            if urgency["source"]:
                yield self._next(_("Authority for a decision by correspondence:"), [urgency["source"]])
        for one in item["against"]:
            yield self._next(self._against(one), [one["words"]] if one["words"] else [])
        for one in item["attached"]:
            said = _("%(kind)s, %(member)s:") % self._who(one)
            yield self._next(said, [one["words"]])

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
    taken_part = [code for row in content["classes"] for code in row["members"]]
    return {*said, *caused, *taken_part} - {""}


_REASONS: dict[str, Callable[[], str]] = {code.value: words for code, words in WHY.items()}
