"""What could be done about items without a place, in words; a move comes with its button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.joins import isolated
from hemicycle.consultations.language_parts import Sentence, Wording
from hemicycle.consultations.rule_sources import cited
from hemicycle.rules.proposals import Remedy
from hemicycle.rules.reasons import Rule
from hemicycle.web.agenda.labels import length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.rule_sources import Sources
    from hemicycle.rules.proposals import Proposal
    from hemicycle.sittings.forecast import Outlook


@dataclass(frozen=True)
class Proposed:
    """A proposal.

    Attributes:
        item, before: Of a move, which its button does.
        another_day: It leads to the days of the sittings.
    """

    words: str
    item: int | None = None
    before: int | None = None
    another_day: bool = False


def proposed(made: Outlook, items: Sequence[Item], sources: Sources, session: str) -> list[Proposed]:
    """Every proposal of a plan.

    Args:
        session: What the body calls the session to which items are left; empty where there is none.
    """
    known = {item.pk: item for item in items}
    return [_proposed(proposal, known, sources, session) for proposal in made.proposals]


def _proposed(proposal: Proposal, known: dict[int, Item], sources: Sources, session: str) -> Proposed:
    item, before = known.get(proposal.item or 0), known.get(proposal.before or 0)
    named = {"position": item.position, "title": Wording.of(item.title)} if item else {}
    if proposal.remedy is Remedy.MOVE and before is not None:
        words = _("Item %(position)d fits into an earlier sitting, before item %(before)d: %(title)s")
        return Proposed(Sentence(words, {**named, "before": before.position}), proposal.item, proposal.before)
    if proposal.remedy is Remedy.LIFT:
        words = _("Item %(position)d need not be tied to its sitting: allow it at any time. %(title)s")
        return Proposed(Sentence(words, named))
    if proposal.remedy is Remedy.SHORTEN:
        words = ngettext(
            "Item %(position)d fits into a sitting of its own if it is %(minutes)d minute shorter: %(title)s",
            "Item %(position)d fits into a sitting of its own if it is %(minutes)d minutes shorter: %(title)s",
            proposal.minutes,
        )
        return Proposed(Sentence(words, {**named, "minutes": proposal.minutes}))
    if proposal.remedy is Remedy.ANOTHER_DAY:
        words = _("Add a sitting on another day.")
        return Proposed(cited(words, sources, Rule.FIVE_DAYS), another_day=True)
    return Proposed(
        _leave(proposal.items, session=bool(session))
        % {"number": proposal.items, "length": length(proposal.minutes), "session": isolated(session)}
    )


def _leave(number: int, *, session: bool) -> str:
    if session:
        return ngettext(
            "Leave %(number)d item, of %(length)s, for %(session)s.",
            "Leave %(number)d items, of %(length)s together, for %(session)s.",
            number,
        )
    return ngettext(
        "Leave %(number)d item, of %(length)s, out of the sittings.",
        "Leave %(number)d items, of %(length)s together, out of the sittings.",
        number,
    )
