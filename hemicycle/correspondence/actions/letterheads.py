"""The head of the letters of a consultation: set by the secretariat, and never changed, but replaced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.models import Letterhead
from hemicycle.correspondence.models.letters import NAME_LENGTH, WORDS_LENGTH
from hemicycle.correspondence.particulars import cleaned
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Upload


@dataclass(frozen=True)
class Heading:
    """What is to stand at the head of letters.

    Attributes:
        body, address, place: By language; the address in lines.
        emblem: A picture that takes the place of the one there (``emblems.drawn``); without one, that one stays.
        emblem_words: What it shows, by language.
        without_emblem: The one there is left out.
    """

    body: Text = field(default_factory=dict)
    address: Text = field(default_factory=dict)
    place: Text = field(default_factory=dict)
    emblem: Upload | None = None
    emblem_words: Text = field(default_factory=dict)
    without_emblem: bool = False


def set_up(consultation: int, performer: Performer, at: datetime, heading: Heading) -> Letterhead:
    """Let letters go out under another head from now on; what went out keeps its own.

    Raises:
        Refusal: a text is too long; or nothing says what the emblem shows.
    """
    body, words = cleaned(heading.body, NAME_LENGTH), cleaned(heading.emblem_words, NAME_LENGTH)
    address, place = cleaned(heading.address, WORDS_LENGTH, lines=True), cleaned(heading.place, NAME_LENGTH)
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        before = letter_queries.letterhead_in_use(act.consultation)
        kept = None if heading.without_emblem or before is None else before.emblem
        emblem = heading.emblem or kept
        if emblem is not None and not words:
            raise Refusal(CorrespondenceCode.EMBLEM_WITHOUT_WORDS)
        row = Letterhead.objects.create(
            consultation=act.consultation,
            body=body,
            address=address,
            place=place,
            emblem=emblem,
            emblem_words=words if emblem else {},
            since=at,
            set_by=performer.person,
        )
        act.place = f"letterhead:{row.pk}"
        act.facts.update(did="letterhead", body=body, emblem=emblem.sha256 if emblem else "")
    return row
