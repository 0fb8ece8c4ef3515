"""Messages of the booths. They go by the push engine: they work when media does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, StringConstraints, ValidationInfo

from hemicycle.rules.booth_chat import FLOOD_WITHIN, MESSAGE_LENGTH, Circle, ReadySentence, may_write
from hemicycle.rules.capacity import PRESIDING_ROLES, Role
from hemicycle.rules.floor import presides
from hemicycle.rules.languages import may_speak_in
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.sittings import booth_messages
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.commands import Arguments, command, storable
from hemicycle.sittings.models import BoothMessage

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def _alone(text: str, known: ValidationInfo) -> str:
    """A message is a text or a ready sentence."""
    if text and known.data.get("ready") is not None:
        raise ValueError("a message is a text or a ready sentence")
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MESSAGE_LENGTH),
    AfterValidator(storable),
    AfterValidator(_alone),
]
#: Code of a language, or nothing.
BoothOrNone = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3})?$")]


class Saying(Arguments):
    """``booth.say``: a text, or a ready sentence.

    Attributes:
        booth: Language of the booth that a technician, or who presides, writes to. Interpreters write from their own.
    """

    circle: Circle
    booth: BoothOrNone = ""
    ready: ReadySentence | None = None
    text: Text = ""


@command(Action.BOOTH_SAY, Saying)
def say(  # noqa: PLR0913 - where, who, when, and each part of a message
    sitting: int,
    performer: Performer,
    at: datetime,
    *,
    circle: Circle,
    booth: str = "",
    ready: ReadySentence | None = None,
    text: str = "",
) -> BoothMessage:
    """Write from one's own booth; or to a booth, as a technician or as who presides.

    Raises:
        Refusal: the circle is not theirs, they sit in no booth, there is no such booth, nobody is to preside, the
            author does not preside now, the message is empty, or they have just written many.
    """
    with carry_out(sitting, performer, Action.BOOTH_SAY, at) as act:
        author, capacity = act.registration, act.capacity
        if capacity is None:
            raise LookupError("the system writes no messages")
        own = booth_messages.booth_of(act.sitting, author.pk)
        serves = capacity in {Role.INTERPRETER, Role.CAPTIONER}
        require(
            may_write(
                capacity,
                circle,
                seated=bool(own),
                presided=act.sitting.presiding_id is not None,
                said=bool(text or ready),
                lately=act.sitting.booth_messages.filter(author=author, at__gt=at - FLOOD_WITHIN).count(),
            )
        )
        if capacity in PRESIDING_ROLES:
            require(presides(capacity, author.pk, act.sitting.presiding_id))
        if not serves:
            require(may_speak_in(booth, act.sitting.booths))
        message = BoothMessage.objects.create(
            sitting=act.sitting,
            author=author,
            circle=circle.value,
            booth=own if serves else booth,
            ready=ready.value if ready else "",
            text=text,
            at=at,
        )
        act.facts.update(message=message.pk, circle=circle.value, language=message.booth)
        act.changes(*booth_messages.documents_with(act.sitting, circle, message.booth))
    return message
