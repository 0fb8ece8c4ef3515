"""What the report says, compiled from the record: the sittings, who took part, and how each item ended (rules 32, 33).

Each part names the moment of the record that it rests on: the sitting, and the period in which an item ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.queries import posted
from hemicycle.outcome.ballots import ballots_of
from hemicycle.outcome.models import Position, ReportParagraph
from hemicycle.outcome.queries import drafts_of, last_endings, urgencies_of
from hemicycle.people import queries as people
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import ParticipationClass
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.contributions import Name
from hemicycle.rules.floor import SittingState
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.reports import Part
from hemicycle.rules.sitting_kinds import PRACTICE
from hemicycle.sittings.models import Attendance
from hemicycle.sittings.queries import agenda_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.models import Consultation
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.outcome.ballots import ConclusionBallot
    from hemicycle.outcome.models import Ending
    from hemicycle.outcome.queries import Draft

#: What is attached to an item in the report, beside its outcome.
ATTACHED = (PositionKind.RESERVATION, PositionKind.STATEMENT)
#: What says that a Member did not go along, also where it was withdrawn.
AGAINST = (
    PositionKind.OBJECTION,
    PositionKind.DEFER_CONCLUSION,
    PositionKind.DEFER_DOCUMENT,
    PositionKind.SUSPEND_DEBATE,
)


def compiled(consultation: Consultation) -> dict[str, Any]:
    """The content of the report as it would be published now.

    ``{physical_session, first_day, last_day, sittings, classes, items}``, and ``written`` where the secretariat wrote
    paragraphs of its own: texts by language, moments in ISO 8601, Members by their codes, items by their keys.
    """
    content: dict[str, Any] = {
        "physical_session": consultation.physical_session,
        "first_day": consultation.first_day.isoformat(),
        "last_day": consultation.last_day.isoformat(),
        "sittings": _sittings(consultation),
        "classes": _classes(consultation),
        "items": _items(consultation),
    }
    # Of an item that was taken off the agenda nothing is written.
    items = {item["item"] for item in content["items"]}
    rows = ReportParagraph.objects.filter(consultation=consultation, removed_at=None)
    written = [_written(row) for row in rows if row.item_id is None or row.item_id in items]
    return {**content, "written": written} if written else content


def has_part(consultation: Consultation, part: str, item: int | None) -> bool:
    """Whether a report has a part now: that of an item, where its part is named."""
    if part not in set(Part) or (part == Part.ITEM) != (item is not None):
        return False
    return item is None or any(row.pk == item for row in agenda_of(consultation))


def _written(row: ReportParagraph) -> dict[str, Any]:
    return {"paragraph": row.pk, "part": row.part, "item": row.item_id, "leads": row.leads, "text": row.text}


def _sittings(consultation: Consultation) -> list[dict[str, Any]]:
    """Those that took place, with who presided."""
    rows = consultation.sittings.exclude(state=SittingState.PLANNED.value).exclude(kind__in=PRACTICE)
    found = []
    for sitting in rows.prefetch_related("leads__registration__person").order_by("opens_at", "number"):
        leads = list(sitting.leads.all())
        found.append(
            {
                "sitting": sitting.pk,
                "number": sitting.number,
                "day": consultation.day(sitting.opens_at).isoformat(),
                "presided": list(dict.fromkeys(lead.registration.person.name for lead in leads)),
            }
        )
    return found


def _classes(consultation: Consultation) -> list[dict[str, Any]]:
    """Who was in the sittings, by class: the Members, and how many persons."""
    classes = consultation.classes
    attendances = Attendance.objects.filter(sitting__consultation=consultation)
    here = attendances.exclude(sitting__kind__in=PRACTICE).values("registration")
    persons = Registration.objects.filter(pk__in=here).select_related("person", "member")
    by_class: dict[str, list[Registration]] = {}
    for registration in persons.prefetch_related("member__organ_seats"):
        capacity = people.capacity(registration, classes, consultation.first_day)
        if isinstance(capacity, ParticipationClass):
            by_class.setdefault(capacity.value, []).append(registration)
    settings = settings_of(consultation.settings)
    return [
        {
            "class": one.key,
            "name": one.many,
            "members": sorted({row.member.code for row in by_class[one.key] if row.member}),
            "persons": len(by_class[one.key]),
        }
        for one in settings.classes
        if one.key in by_class
    ]


def _items(consultation: Consultation) -> list[dict[str, Any]]:
    drafts, endings = drafts_of(consultation), last_endings(consultation)
    urgencies = urgencies_of(consultation)
    ballots = ballots_of(urgencies.values())
    said: dict[int, list[Position]] = {}
    positions = Position.objects.filter(discussion__item__consultation=consultation).select_related(
        "member", "discussion"
    )
    for position in positions.order_by("pk"):
        said.setdefault(position.discussion.item_id, []).append(position)
    contributed, found = posted(consultation), []
    for item in agenda_of(consultation):
        ending = endings.get(item.pk)
        row = _item(item, drafts[item.pk], ending, said.get(item.pk, []))
        if ending is not None and (urgency := urgencies.get(ending.pk)):
            row["urgency"] = {"reason": urgency.reason, "source": urgency.source}
            if declared := [_ballot(one) for one in ballots.get(urgency.pk, ()) if one.outcome is not None]:
                row["ballots"] = declared
        if contributions := contributed.get((item.listing, item.number)):
            row["contributions"] = [_contribution(seen) for seen in contributions]
        found.append(row)
    return found


def _contribution(seen: SeenContribution) -> dict[str, Any]:
    """A posted contribution, under the names that it carried then."""
    titles = {seen.latest.language: seen.latest.title, **{code: row.title for code, row in seen.translations.items()}}
    members = [member.code for member in seen.standing(Name.CONFIRMED)]
    return {"symbol": seen.row.symbol, "title": titles, "members": members}


def _ballot(ballot: ConclusionBallot) -> dict[str, Any]:
    """A declared decision by correspondence; the outcome of the item stays what it is (rule 26)."""
    return {
        "letter": ballot.letter,
        "outcome": ballot.outcome.value if ballot.outcome else "",
        "declared": ballot.declared_at.isoformat() if ballot.declared_at else "",
    }


def _item(item: Item, draft: Draft, ending: Ending | None, said: Iterable[Position]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "item": item.pk,
        "position": item.position,
        "title": item.title,
        "symbol": item.document.symbol if item.document else "",
        "attached": [_position(one) for one in said if PositionKind(one.kind) in ATTACHED and one.withdrawn_at is None],
        "against": [_position(one) for one in said if PositionKind(one.kind) in AGAINST],
    }
    if ending is None:
        return {**row, "outcome": ""}
    row |= {
        "outcome": ending.discussion.outcome,
        "reason": ending.why.code.value,
        "member": ending.position.member.code if ending.position and ending.position.member else "",
        "words": ending.words,
        "ending": ending.pk,
        "sitting": ending.discussion.sitting_id,
        "at": ending.discussion.end.isoformat() if ending.discussion.end else "",
    }
    if ending.discussion.outcome == Outcome.PROPOSED_CONCLUSION.value:
        # As it was read out, or as it was corrected since.
        row |= {
            "language": draft.language,
            "texts": {code: wording.text for code, wording in draft.latest.items() if wording.text},
            "behind": sorted(code for code in draft.latest if draft.is_behind(code)),
            "corrected": [wording.reason for wording in draft.latest.values() if wording.reason],
        }
    return row


def _position(position: Position) -> dict[str, Any]:
    return {
        "kind": position.kind,
        "member": position.member.code if position.member else "",
        "words": position.words,
        "said": position.pk,
        "sitting": position.discussion.sitting_id,
        "at": position.at.isoformat(),
        "withdrawn": position.withdrawn_at is not None,
        "may_defer": position.may_defer,
    }


def without_outcome(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Items that have not ended: the report says so of them."""
    return [item for item in content["items"] if not item["outcome"]]


def paragraphs_lacking(content: dict[str, Any], languages: Iterable[str]) -> list[str]:
    """The languages in which one of the secretariat's own paragraphs is missing."""
    texts = [row["text"] for row in content.get("written", ())]
    return [code for code in languages if any(code not in text for text in texts)]


def missing_languages(content: dict[str, Any], languages: Iterable[str]) -> dict[int, list[str]]:
    """Languages in which the conclusion of an item is missing or behind, by the item's place on the agenda."""
    wanted = list(languages)
    found = {}
    for item in content["items"]:
        if item["outcome"] == Outcome.PROPOSED_CONCLUSION.value:
            lacks = [code for code in wanted if code not in item["texts"] or code in item["behind"]]
            if lacks:
                found[item["position"]] = lacks
    return found
