"""The proposed conclusion is drafted: before a sitting or during it, in the language of drafting or in another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, StringConstraints

from hemicycle.outcome.actions.discussed import has_ended, item_of
from hemicycle.outcome.models import Conclusion, Wording
from hemicycle.outcome.queries import Draft, draft_of
from hemicycle.outcome.wording_changes import PARAGRAPH
from hemicycle.people import act as consultation_act
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.conclusions import may_correct, may_draft
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings import item_turns
from hemicycle.sittings.act import Act, carry_out
from hemicycle.sittings.actions.planning import tell_clients
from hemicycle.sittings.commands import Arguments, Key, Language, command, storable
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Person

Words = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(storable)]


@dataclass(frozen=True)
class Drafted:
    """What somebody wrote as the conclusion of an item in one language.

    Attributes:
        seen: Number of the wording that they began with; 0 where there was none.
        follows: Of the wording in the language of drafting that they had before them, where they wrote in another one.
    """

    item: int
    language: str
    text: str
    seen: int
    follows: int = 0


class DraftConclusion(Arguments):
    """``conclusion.draft``; as ``Drafted``."""

    item: Key
    language: Language
    text: Words
    seen: int = Field(ge=0, lt=2**31)
    follows: int = Field(default=0, ge=0, lt=2**31)


@command(Action.CONCLUSION_DRAFT, DraftConclusion)
def draft_in_room(  # noqa: PLR0913 - what Drafted has
    sitting: int, performer: Performer, at: datetime, *, item: int, language: str, text: str, seen: int, follows: int
) -> None:
    """Draft it during the sitting: everybody sees it at once where its item is open.

    Raises:
        Refusal: who presides is asking about it, somebody has changed it meanwhile, or the item has ended.
    """
    drafted = _tidied(Drafted(item, language, text, seen, follows))
    with carry_out(sitting, performer, Action.CONCLUSION_DRAFT, at) as act:
        row = item_of(act.sitting.consultation, item)
        before = draft_of(row.pk)
        period = _period(act, row)
        _require_draft(drafted, before, row, asking=before.is_asked(period))
        act.facts.update(_facts(_written(row, before, drafted, _person(performer), at)))
        if period is not None:
            act.changes("conclusion")


def draft(consultation: int, performer: Performer, at: datetime, drafted: Drafted) -> None:
    """Draft it on a page: a sitting in which its item is open sees it at once.

    Raises:
        Refusal: as for ``draft_in_room``.
    """
    drafted = _tidied(drafted)
    with consultation_act.carry_out(consultation, performer, Action.CONCLUSION_DRAFT, at) as act:
        sittings = _locked(act.consultation)
        row = item_of(act.consultation, drafted.item)
        before = draft_of(row.pk)
        asking = any(before.is_asked(period) for period in _periods(sittings, row))
        _require_draft(drafted, before, row, asking=asking)
        act.facts.update(_facts(_written(row, before, drafted, _person(performer), at)))
        _show(sittings, row)


def correct(consultation: int, performer: Performer, at: datetime, drafted: Drafted, reason: str) -> None:
    """Correct the conclusion of an item that has ended: a new version that says why; what was read out stays as it was.

    Raises:
        Refusal: the item has not ended, nothing is proposed, there is no reason, or somebody has changed it meanwhile.
    """
    drafted = _tidied(drafted)

    def corrects() -> bool:
        return True

    with consultation_act.carry_out(consultation, performer, Action.CONCLUSION_CORRECT, at, corrects=corrects) as act:
        sittings = _locked(act.consultation)
        row = item_of(act.consultation, drafted.item)
        before = draft_of(row.pk)
        require(
            may_correct(
                drafted.text,
                reason,
                ended=has_ended(row),
                seen=drafted.seen,
                latest=before.number(drafted.language),
            )
        )
        _require_language(act.consultation, drafted.language)
        written = _written(row, before, drafted, _person(performer), at, reason)
        act.facts.update(_facts(written), reason=reason)
        _show(sittings, row)


def tidied(text: str) -> str:
    """Lines without spaces at their ends, paragraphs with one empty line between them, and nothing before or after."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return PARAGRAPH.join("\n".join(paragraph) for paragraph in paragraphs if paragraph).strip()


def _tidied(drafted: Drafted) -> Drafted:
    return replace(drafted, text=tidied(drafted.text))


def _require_draft(drafted: Drafted, before: Draft, item: Item, *, asking: bool) -> None:
    latest = before.number(drafted.language)
    require(may_draft(drafted.text, ended=has_ended(item), asking=asking, seen=drafted.seen, latest=latest))
    _require_language(item.consultation, drafted.language)


def _require_language(consultation: Consultation, language: str) -> None:
    if language not in consultation.languages.every:
        raise Refusal(RuleCode.NOT_A_LANGUAGE_HERE, language=language)


def _written(item: Item, before: Draft, drafted: Drafted, person: Person, at: datetime, reason: str = "") -> Wording:
    """The row of a text that may be written. The first text says in which language it is drafted."""
    conclusion = before.conclusion
    if conclusion is None or not before.proposed:
        conclusion, _made = Conclusion.objects.update_or_create(item=item, defaults={"language": drafted.language})
    follows = None if drafted.language == conclusion.language else drafted.follows or before.number(conclusion.language)
    return Wording.objects.create(
        conclusion=conclusion,
        language=drafted.language,
        number=before.number(drafted.language) + 1,
        text=drafted.text,
        follows=follows,
        reason=reason,
        person=person,
        at=at,
    )


def _facts(wording: Wording) -> dict[str, object]:
    """What the journal keeps: which text, by its digest (the text itself is the wording's)."""
    return {
        "item": wording.conclusion.item_id,
        "language": wording.language,
        "number": wording.number,
        "digest": sha256(wording.text.encode()).hexdigest(),
    }


def _person(performer: Performer) -> Person:
    if performer.person is None:
        raise LookupError("the system drafts no conclusion")
    return performer.person


def _period(act: Act, item: Item) -> int | None:
    if item_turns.open_item(act.sitting) != item.pk:
        return None
    return act.sitting.discussions.filter(end=None).values_list("pk", flat=True).first()


def _periods(sittings: list[Sitting], item: Item) -> list[int]:
    """The periods in which the item is open, in whichever of these sittings."""
    return [
        key
        for sitting in sittings
        for key in sitting.discussions.filter(end=None, item=item).values_list("pk", flat=True)
    ]


def _locked(consultation: Consultation) -> list[Sitting]:
    """The sittings of a consultation, locked before anybody looks: every act on a conclusion locks its own."""
    return list(Sitting.objects.select_for_update().filter(consultation=consultation).order_by("pk"))


def _show(sittings: list[Sitting], item: Item) -> None:
    """Everybody in a sitting in which the item is open, or may be taken up, sees it after the commit."""
    shown = [sitting for sitting in sittings if sitting.discussions.filter(end=None, item=item).exists()]
    for sitting in shown:
        sitting.raise_sequence()
    Sitting.objects.bulk_update(shown, ["sequence"])
    tell_clients(shown, "conclusion")
