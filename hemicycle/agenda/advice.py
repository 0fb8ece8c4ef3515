"""What the Members said of each item, and what follows for the agenda (rules 13 to 15)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.consultations.item_lists import in_order, lists_of
from hemicycle.consultations.joins import comma
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.queries import counting
from hemicycle.correspondence import results
from hemicycle.correspondence.models import Addressee, Enquiry, Letter
from hemicycle.people.member_names import in_list_order
from hemicycle.rules import candidates
from hemicycle.rules.candidates import Asked, ListRule, Terms
from hemicycle.rules.capacity import Right
from hemicycle.rules.estimates import Estimate, estimate
from hemicycle.rules.reasons import Allowed
from hemicycle.verification.facts import Candidate, place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Question
    from hemicycle.people.models import Member
    from hemicycle.rules.reasons import Decision

#: An item by the list in which it stands and its number there, as letters and the agenda both have it.
Place = tuple[str, int]
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Advice:
    """What came in on the letters that ask about the items: they add up, item by item.

    Attributes:
        enquiries: All that were sent, the first one first; none where no letter asks.
        states: The Members whose word counts here that any of them asks, in the order of lists, named.
        said: The counted answers: ``{State: {place: yes or no}}``; of an item that several letters ask about, those to
            the last one.
        withdrawn: Items that are asked no more.
        contributed: Receipts of the contributions received in time, or accepted, by item.
    """

    enquiries: tuple[Enquiry, ...] = ()
    states: tuple[Member, ...] = ()
    said: dict[str, dict[Place, str]] = field(default_factory=dict)
    withdrawn: frozenset[Place] = frozenset()
    contributed: dict[Place, tuple[str, ...]] = field(default_factory=dict)

    @property
    def letters(self) -> str:
        """The symbols of the letters, the first one first."""
        return comma().join(enquiry.letter.symbol for enquiry in self.enquiries)

    def of(self, item: Item) -> Asked:
        """What was said of an item, as the rules see it."""
        place = (item.listing, item.number)
        return Asked(
            yes=self._saying(place, YES),
            no=self._saying(place, NO),
            withdrawn=item.withdrawn_at is not None or place in self.withdrawn,
            contributions=self.contributed.get(place, ()),
        )

    def _saying(self, place: Place, answer: str) -> tuple[str, ...]:
        return tuple(state.code for state in self.states if self.said.get(state.code, {}).get(place) == answer)


@dataclass(frozen=True)
class ItemAssessment:
    """An item with what was said of it, and what follows.

    Attributes:
        rule: Of its list.
        candidate: Whether it may come onto the agenda, and why.
        decision: Whether it stands on it by the rules and the chair's choice, and why.
        estimate: Minutes that it will take, with where they come from.
    """

    item: Item
    asked: Asked
    rule: ListRule
    candidate: Decision
    decision: Decision
    estimate: Estimate

    @property
    def belongs(self) -> bool:
        """Whether it belongs on the agenda."""
        return isinstance(self.decision, Allowed)


def terms(consultation: Consultation) -> dict[str, Terms]:
    """What a consultation sets about the candidates of each of its lists, by their keys in order.

    What stands in a list that is no more is a candidate.
    """
    settings = settings_of(consultation.settings)
    known = {
        row.key: Terms(row.rule, row.least_yes or settings.least_yes, row.by_contribution) for row in settings.lists
    }
    return defaultdict(lambda: Terms(ListRule.CANDIDATE, settings.least_yes), known)


def read_advice(consultation: Consultation) -> Advice:
    """What the Members said of the items, with a constant number of queries however many letters ask."""
    sent = Enquiry.objects.filter(
        letter__consultation=consultation, letter__state=Letter.State.SENT, kind=Enquiry.Kind.ITEMS
    )
    enquiries = tuple(sent.select_related("letter").order_by("letter__sent_at", "pk").prefetch_related("questions"))
    contributed = counting(consultation)
    if not enquiries:
        return Advice(contributed=contributed)
    asks = _last_to_ask(enquiries)
    proposers = _proposers(enquiries, consultation.classes.having(Right.PROPOSE))
    said: dict[str, dict[Place, str]] = {}
    for key, by_state in results.choices(enquiries).items():
        places = {str(question.pk): place for place, question in asks.items() if question.enquiry_id == key}
        for code in by_state.keys() & proposers[key].keys():
            answers = {places[question]: answer for question, answer in by_state[code].items() if question in places}
            said.setdefault(code, {}).update(answers)
    withdrawn = frozenset(place for place, question in asks.items() if question.withdrawn_at is not None)
    states = {code: state for asked in proposers.values() for code, state in asked.items()}
    listed = tuple(in_list_order(states.values(), consultation.body))
    return Advice(enquiries, listed, said, withdrawn, contributed)


def _last_to_ask(enquiries: Iterable[Enquiry]) -> dict[Place, Question]:
    """Of each item the question of the last letter that asks about it: only what is answered to that one counts."""
    return {
        (question.listing, question.number): question for enquiry in enquiries for question in enquiry.questions.all()
    }


def _proposers(enquiries: Iterable[Enquiry], proposing: frozenset[str]) -> dict[int, dict[str, Member]]:
    """Those that each of them asks, as written down when it was sent (rule 5): ``{enquiry: {code: Member}}``."""
    asked: dict[int, dict[str, Member]] = {enquiry.pk: {} for enquiry in enquiries}
    of_letter = {enquiry.letter_id: enquiry for enquiry in enquiries}
    rows = Addressee.objects.filter(letter__in=of_letter, capacity__in=proposing).select_related("member")
    for row in rows.prefetch_related("member__names"):
        enquiry = of_letter[row.letter_id]
        if row.capacity in enquiry.asked:
            asked[enquiry.pk][row.member.code] = row.member
    return asked


def assess(item: Item, advice: Advice, set_: Terms) -> ItemAssessment:
    """What follows for one item. Reads its document.

    Args:
        set_: Of its list.
    """
    asked = advice.of(item)
    return ItemAssessment(
        item=item,
        asked=asked,
        rule=set_.rule,
        candidate=candidates.candidate(asked, set_),
        decision=candidates.on_agenda(asked, set_, item.chosen),
        estimate=estimate(
            item.document.contains if item.document else [], len(asked.yes), has_document=item.document is not None
        ),
    )


def assessments(consultation: Consultation, advice: Advice) -> list[ItemAssessment]:
    """What follows for each item, by list in their order, then by number."""
    items = Item.objects.filter(consultation=consultation).select_related("document", "choice_by")
    set_ = terms(consultation)
    assessed = [assess(item, advice, set_[item.listing]) for item in items]
    return in_order(lists_of(consultation), assessed, lambda row: (row.item.listing, row.item.number))


def as_candidate(row: ItemAssessment, set_: Terms) -> Candidate:
    """An item as the journal keeps it with a published agenda."""
    return Candidate(place(row.item.listing, row.item.number), row.asked, set_, row.item.chosen)


def drawn_up(assessed: Iterable[ItemAssessment]) -> list[ItemAssessment]:
    """The items that belong on the agenda, in its order; those that are new to it at the end, by list and number."""
    belonging = [assessment for assessment in assessed if assessment.belongs]
    return sorted(belonging, key=lambda assessment: (assessment.item.position is None, assessment.item.position or 0))


def out_of_date(assessed: Iterable[ItemAssessment]) -> list[ItemAssessment]:
    """Items that stand on the agenda and do not belong there, or belong there and do not stand on it."""
    return [assessment for assessment in assessed if assessment.belongs != (assessment.item.position is not None)]
