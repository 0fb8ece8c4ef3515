"""The items as the desk shows them: what the States said, what follows, what the chair chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hemicycle.agenda.advice import NO, YES
from hemicycle.consultations.document_contents import contents_named, contents_of
from hemicycle.consultations.item_lists import label_in, lists_of
from hemicycle.consultations.joins import listed
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized, reader_language
from hemicycle.consultations.rule_sources import sources_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.candidates import ListRule
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Allowed
from hemicycle.web.agenda.published import reason_cited
from hemicycle.web.toolkit.tables import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.utils.functional import _StrPromise

    from hemicycle.agenda.advice import Advice, ItemAssessment
    from hemicycle.agenda.models import Item
    from hemicycle.consultations.document_contents import DocumentContent
    from hemicycle.consultations.models import Consultation
    from hemicycle.consultations.rule_sources import Sources
    from hemicycle.rules.reasons import ReasonCode

#: So many States are named in the list; all of them on the item's own page.
NAMED = 4
#: What follows for an item, by the code of the decision: a word, and the tone of its chip.
FOLLOWS: dict[ReasonCode, tuple[_StrPromise, str]] = {
    RuleCode.LISTED_TO_STAY: (gettext_lazy("Retained"), "live"),
    RuleCode.CONFIRMED_BY_CHAIR: (pgettext_lazy("an item", "Confirmed"), "live"),
    RuleCode.NOT_CONFIRMED_YET: (gettext_lazy("Candidate"), "wait"),
    RuleCode.REMOVED_BY_CHAIR: (gettext_lazy("Removed"), "stop"),
    RuleCode.FOR_INFORMATION: (gettext_lazy("For information"), ""),
    RuleCode.ITEM_WITHDRAWN: (pgettext_lazy("an item", "Withdrawn"), "stop"),
    RuleCode.NOT_ASKED_FOR: (gettext_lazy("No candidate"), ""),
}
#: What the list may be narrowed to.
SHOWS = {
    "waiting": gettext_lazy("Candidates awaiting the Chair"),
    "agenda": gettext_lazy("Belong on the agenda"),
    "against": gettext_lazy("Retained, opposed by a Member"),
    "chosen": gettext_lazy("Decided by the Chair"),
}


@dataclass(frozen=True)
class Candidate:
    """One line.

    Attributes:
        strip: What each State said, in their order: ``y``, ``n`` or ``-``.
        seldom: Who gave the answer that is seldom in its list, in words: who asked for it, or who advised against
            one that stays.
        follows, tone: What follows, as a chip.
        why: What makes it a candidate, or not, with the body's own source of it.
        waits: The chair can confirm it at once.
        stale: It stands on the agenda and does not belong there, or the other way round.
    """

    assessment: ItemAssessment
    title: Wording
    working: bool
    symbol: str
    contains: list[str]
    listing: str
    strip: str
    yes: list[str]
    no: list[str]
    seldom: str
    follows: str
    tone: str
    why: str
    waits: bool
    stale: bool

    @property
    def item(self) -> Item:
        """The item."""
        return self.assessment.item

    @property
    def stays(self) -> bool:
        """Whether it is on the agenda unless the chair removes it."""
        return self.assessment.rule is ListRule.STAYS

    @property
    def for_information(self) -> bool:
        """Whether it is listed for information alone, so that nothing is chosen."""
        return self.assessment.rule is ListRule.INFORMATION

    @property
    def silent(self) -> int:
        """How many States said nothing about it."""
        return len(self.strip) - len(self.yes) - len(self.no)


def candidates(assessed: Iterable[ItemAssessment], advice: Advice, consultation: Consultation) -> list[Candidate]:
    """Every item in words of the present language."""
    names = {state.code: member_name(state) for state in advice.states}
    sources, lists, contents = sources_of(consultation), lists_of(consultation), contents_of(consultation)
    return [
        _candidate(assessment, advice, names, sources, label_in(lists, assessment.item.listing), contents)
        for assessment in assessed
    ]


def _candidate(
    assessment: ItemAssessment,
    advice: Advice,
    names: Mapping[str, str],
    sources: Sources,
    listing: str,
    contents: Mapping[str, DocumentContent],
) -> Candidate:
    item, place = assessment.item, (assessment.item.listing, assessment.item.number)
    said = [advice.said.get(code, {}).get(place) for code in names]
    yes = [names[code] for code in assessment.asked.yes]
    no = [names[code] for code in assessment.asked.no]
    label, tone = FOLLOWS[assessment.decision.reason.code]
    reason = assessment.candidate.reason
    document = item.document
    return Candidate(
        assessment=assessment,
        title=Wording.of(item.title),
        working=reader_language() in item.unchecked,
        symbol=document.symbol if document else "",
        contains=contents_named(contents, document.contains) if document else [],
        listing=listing,
        strip="".join({YES: "y", NO: "n"}.get(answer or "", "-") for answer in said),
        yes=yes,
        no=no,
        seldom=_said_no(no) if assessment.rule is ListRule.STAYS else _said_yes(yes),
        follows=str(label),
        tone=tone,
        why=reason_cited(reason, sources),
        waits=isinstance(assessment.candidate, Allowed) and not assessment.belongs and not item.choice,
        stale=assessment.belongs != (item.position is not None),
    )


def _said_no(names: list[str]) -> str:
    more = len(names) - NAMED
    if more > 0:
        words = ngettext(
            "Said no, with %(number)d other: %(names)s", "Said no, with %(number)d others: %(names)s", more
        )
        return words % {"names": listed(names[:NAMED]), "number": more}
    return _("Said no: %(names)s") % {"names": listed(names)} if names else ""


def _said_yes(names: list[str]) -> str:
    more = len(names) - NAMED
    if more > 0:
        words = ngettext(
            "Said yes, with %(number)d other: %(names)s", "Said yes, with %(number)d others: %(names)s", more
        )
        return words % {"names": listed(names[:NAMED]), "number": more}
    return _("Said yes: %(names)s") % {"names": listed(names)} if names else ""


#: Of which lines the list consists, by the name of what it is narrowed to.
_TESTS: dict[str, Callable[[Candidate], bool]] = {
    "waiting": lambda row: row.waits,
    "agenda": lambda row: row.assessment.belongs,
    "against": lambda row: row.stays and bool(row.no),
    "chosen": lambda row: bool(row.item.choice),
}


def narrowed(rows: Iterable[Candidate], show: str) -> list[Candidate]:
    """The lines that the list is narrowed to; all of them for a name that is none of ``SHOWS``."""
    test = _TESTS.get(show)
    return [row for row in rows if test is None or test(row)]


def columns() -> list[Column[Candidate]]:
    """What the list is searched and sorted by, and what a file has."""
    return [
        Column("listing", _("List"), lambda row: row.listing, shown=False),
        Column("number", _("No."), lambda row: row.item.number),
        Column("title", _("Item"), lambda row: row.title),
        Column("document", _("Document"), lambda row: row.symbol, shown=False),
        Column("yes", _("Yes"), lambda row: len(row.yes)),
        Column("no", _("No"), lambda row: len(row.no)),
        Column("said_yes", _("Members that said yes"), lambda row: listed(row.yes), shown=False),
        Column("said_no", _("Members that said no"), lambda row: listed(row.no), shown=False),
        Column("follows", _("Consequence"), lambda row: row.follows),
        Column("why", _("Reason"), lambda row: row.why, shown=False),
        Column("choice_words", _("Words of the Chair"), lambda row: localized(row.item.choice_words), shown=False),
        Column("position", _("Place on the agenda"), lambda row: row.item.position, shown=False),
        Column("minutes", _("Minutes"), lambda row: row.item.minutes if row.item.position else None, shown=False),
    ]
