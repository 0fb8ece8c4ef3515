"""What the Council States said of each item, and what follows for the agenda (rules 13 to 15)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence import queries as correspondence
from hemicycle.correspondence import results
from hemicycle.correspondence.models import Enquiry, Letter
from hemicycle.rules import candidates
from hemicycle.rules.candidates import Asked, Listing, Terms
from hemicycle.rules.capacity import Capacity
from hemicycle.rules.estimates import Estimate, estimate
from hemicycle.rules.reasons import Allowed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member
    from hemicycle.rules.reasons import Decision

#: An item by the list in which it stands and its number there, as letters and the agenda both have it.
Place = tuple[str, int]
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Advice:
    """What came in on the enquiry that asks about the items.

    Attributes:
        enquiry: The one that was sent last; none where no letter asks.
        states: The Council States that are asked, in French alphabetical order, with their names.
        said: The counted answers: ``{State: {place: yes or no}}``.
        withdrawn: Items that are asked no more.
    """

    enquiry: Enquiry | None = None
    states: tuple[Member, ...] = ()
    said: dict[str, dict[Place, str]] = field(default_factory=dict)
    withdrawn: frozenset[Place] = frozenset()

    def of(self, item: Item) -> Asked:
        """What was said of an item, as the rules see it."""
        place = (item.listing, item.number)
        return Asked(
            listing=Listing(item.listing),
            yes=self._saying(place, YES),
            no=self._saying(place, NO),
            withdrawn=place in self.withdrawn,
        )

    def _saying(self, place: Place, answer: str) -> tuple[str, ...]:
        return tuple(state.code for state in self.states if self.said.get(state.code, {}).get(place) == answer)


@dataclass(frozen=True)
class ItemAssessment:
    """An item with what was said of it, and what follows.

    Attributes:
        candidate: Whether it may come onto the agenda, and why.
        decision: Whether it stands on it by the rules and the chair's choice, and why.
        estimate: Minutes that it will take, with where they come from.
    """

    item: Item
    asked: Asked
    candidate: Decision
    decision: Decision
    estimate: Estimate

    @property
    def belongs(self) -> bool:
        """Whether it belongs on the agenda."""
        return isinstance(self.decision, Allowed)


def terms(consultation: Consultation) -> Terms:
    """What a consultation sets about candidates."""
    return Terms(least_yes=settings_of(consultation.settings).least_yes)


def read_advice(consultation: Consultation, today: date) -> Advice:
    """What the Council States said of the items, with a constant number of queries."""
    sent = Enquiry.objects.filter(
        letter__consultation=consultation, letter__state=Letter.State.SENT, kind=Enquiry.Kind.ITEMS
    )
    enquiry = sent.select_related("letter").order_by("-letter__sent_at", "-pk").first()
    if enquiry is None:
        return Advice()
    enquiry.letter.consultation = consultation
    states = tuple(
        row.member for row in correspondence.put_to(enquiry, today) if row.capacity is Capacity.COUNCIL_STATE
    )
    questions = list(enquiry.questions.all())
    places = {str(question.pk): (question.listing, question.number) for question in questions}
    said = {
        code: {places[key]: answer for key, answer in choices.items() if key in places}
        for code, choices in results.choices([enquiry])[enquiry.pk].items()
    }
    withdrawn = frozenset(
        (question.listing, question.number) for question in questions if question.withdrawn_at is not None
    )
    return Advice(enquiry, states, said, withdrawn)


def assess(item: Item, advice: Advice, set_: Terms) -> ItemAssessment:
    """What follows for one item. Reads its document."""
    asked = advice.of(item)
    return ItemAssessment(
        item=item,
        asked=asked,
        candidate=candidates.candidate(asked, set_),
        decision=candidates.on_agenda(asked, set_, item.chosen),
        estimate=estimate(
            item.document.contains if item.document else [], len(asked.yes), has_document=item.document is not None
        ),
    )


def assessments(consultation: Consultation, advice: Advice) -> list[ItemAssessment]:
    """What follows for each item, urgent ones first, by number."""
    items = Item.objects.filter(consultation=consultation).select_related("document", "choice_by")
    set_ = terms(consultation)
    assessed = [assess(item, advice, set_) for item in items]
    order = [Item.Listing.URGENT.value, Item.Listing.DEFERRED.value]
    return sorted(assessed, key=lambda assessment: (order.index(assessment.item.listing), assessment.item.number))


def drawn_up(assessed: Iterable[ItemAssessment]) -> list[ItemAssessment]:
    """The items that belong on the agenda, in its order; those that are new to it at the end, by list and number."""
    belonging = [assessment for assessment in assessed if assessment.belongs]
    return sorted(belonging, key=lambda assessment: (assessment.item.position is None, assessment.item.position or 0))


def out_of_date(assessed: Iterable[ItemAssessment]) -> list[ItemAssessment]:
    """Items that stand on the agenda and do not belong there, or belong there and do not stand on it."""
    return [assessment for assessment in assessed if assessment.belongs != (assessment.item.position is not None)]
