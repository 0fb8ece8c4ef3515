"""Delegations hand in the text of a statement, in the room or on a page, replace it and withdraw it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, StringConstraints

from hemicycle.agenda.models import Item
from hemicycle.consultations.languages import is_language
from hemicycle.outcome.actions.discussed import item_of
from hemicycle.outcome.actions.drafting import tidied
from hemicycle.outcome.models import Statement, StatementVersion
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.outcome.statements import theirs_on, waiting
from hemicycle.people import act as consultation_act
from hemicycle.people import queries as people
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.statements import STATEMENT_CHARACTERS, may_hand_in, may_withdraw
from hemicycle.sittings import item_turns
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.actions.planning import tell_clients
from hemicycle.sittings.commands import Arguments, Key, Language, command, storable
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.consultations.settings import Settings
    from hemicycle.journal.record import Performer
    from hemicycle.outcome.statements import HandedIn
    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration
    from hemicycle.people.uploads import Looked

#: What the room sends at most; the rule says how much of it is taken.
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2 * STATEMENT_CHARACTERS), AfterValidator(storable)
]


@dataclass(frozen=True)
class Given:
    """What somebody hands in.

    Attributes:
        seen: Number of the version that they began with; 0 where there was none.
        file: A file that is kept as it came, where its text is not read.
    """

    item: int
    language: str
    text: str
    seen: int
    published: bool = False
    file: Looked | None = None


class HandIn(Arguments):
    """``statement.hand_in``; as ``Given``."""

    item: Key
    language: Language
    text: Text
    seen: int = Field(ge=0, lt=2**31)
    published: bool = False


class OfItem(Arguments):
    """A command about one's own text under an item."""

    item: Key


@command(Action.STATEMENT_HAND_IN, HandIn)
def hand_in_room(  # noqa: PLR0913 - what Given has
    sitting: int, performer: Performer, at: datetime, *, item: int, language: str, text: str, seen: int,
    published: bool = False,
) -> None:  # fmt: skip
    """Hand in a text during the sitting: the booths and who presides see it at once where its item is open.

    Raises:
        Refusal: it is empty or too long, or a colleague has changed it meanwhile.
    """
    with carry_out(sitting, performer, Action.STATEMENT_HAND_IN, at) as act:
        given = Given(item, language, text, seen, published)
        made = _handed_in(act.sitting.consultation, act.settings, act.registration, given, at)
        act.facts.update(_facts(made))
        if item_turns.open_item(act.sitting) == item:
            act.changes("statements")


@command(Action.STATEMENT_WITHDRAW, OfItem)
def withdraw_in_room(sitting: int, performer: Performer, at: datetime, *, item: int) -> None:
    """Withdraw the text of one's delegation during the sitting, until it is spoken."""
    with carry_out(sitting, performer, Action.STATEMENT_WITHDRAW, at) as act:
        row = _withdrawn(act.sitting.consultation, act.registration, item, at)
        act.facts.update(item=item, statement=row.pk)
        if item_turns.open_item(act.sitting) == item:
            act.changes("statements")


def hand_in(consultation: int, performer: Performer, at: datetime, given: Given) -> StatementVersion:
    """Hand in a text on a page, before the sitting or after it; a sitting in which its item is open sees it at once.

    Raises:
        Refusal: as for ``hand_in_room``.
    """
    with consultation_act.carry_out(consultation, performer, Action.STATEMENT_HAND_IN, at) as act:
        sittings = _locked(act.consultation)
        made = _handed_in(act.consultation, act.settings, _registration(act), given, at)
        act.facts.update(_facts(made))
        _show(sittings, given.item)
    return made


def withdraw(consultation: int, performer: Performer, at: datetime, *, item: int) -> None:
    """Withdraw the text of one's delegation on a page, until it is spoken."""
    with consultation_act.carry_out(consultation, performer, Action.STATEMENT_WITHDRAW, at) as act:
        sittings = _locked(act.consultation)
        row = _withdrawn(act.consultation, _registration(act), item, at)
        act.facts.update(item=item, statement=row.pk)
        _show(sittings, item)


def _handed_in(
    consultation: Consultation, settings: Settings, by: Registration, given: Given, at: datetime
) -> StatementVersion:
    item, text = item_of(consultation, given.item), tidied(given.text)
    _lock(item)
    if not is_language(given.language):
        raise Refusal(OutcomeCode.STATEMENT_LANGUAGE)
    before = waiting(theirs_on(item.pk, by))
    latest = before.latest.number if before else 0
    require(
        may_hand_in(text, file=given.file is not None, most=settings.statement_words, seen=given.seen, latest=latest)
    )
    statement = (
        before.statement if before else Statement.objects.create(item=item, registration=by, member=by.member, at=at)
    )
    return StatementVersion.objects.create(
        statement=statement,
        number=latest + 1,
        language=given.language,
        text=text,
        upload=given.file.keep(by.person, at) if given.file else None,
        published=given.published,
        registration=by,
        at=at,
    )


def _withdrawn(consultation: Consultation, by: Registration, item: int, at: datetime) -> Statement:
    _lock(item_of(consultation, item))
    standing = _last_of(item, by)
    require(may_withdraw(standing.stage if standing else None, drawn_up=standing is not None and standing.drawn_up))
    if standing is None:
        raise LookupError("the rule lets nobody withdraw what is not there")
    row = standing.statement
    row.withdrawn_at, row.withdrawn_by = at, by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return row


def _last_of(item: int, by: Registration) -> HandedIn | None:
    """What may still be withdrawn, or else the last one that was spoken."""
    theirs = theirs_on(item, by)
    return waiting(theirs) or (theirs[-1] if theirs else None)


def _lock(item: Item) -> None:
    """Two delegates of one Member hand in one after the other, in the room or on a page."""
    Item.objects.select_for_update().get(pk=item.pk)


def _registration(act: Act) -> Registration:
    """Theirs, which the act has authorised."""
    if act.performer.person is None:
        raise LookupError("the system hands nothing in")
    found = people.registration_of(act.performer.person, act.consultation)
    if found is None:
        raise LookupError("nobody hands anything in without a registration")
    return found


def _facts(made: StatementVersion) -> dict[str, object]:
    """What the journal keeps: which text, by its digest (the text itself is the version's)."""
    return {
        "item": made.statement.item_id,
        "statement": made.statement_id,
        "number": made.number,
        "language": made.language,
        "published": made.published,
        "digest": made.upload.sha256 if made.upload else sha256(made.text.encode()).hexdigest(),
    }


def _locked(consultation: Consultation) -> list[Sitting]:
    """The sittings of a consultation, locked before anybody looks: an act in the room locks its own."""
    return list(Sitting.objects.select_for_update().filter(consultation=consultation).order_by("pk"))


def _show(sittings: list[Sitting], item: int) -> None:
    """The booths of a sitting in which the item is open see it after the commit."""
    shown = [sitting for sitting in sittings if sitting.discussions.filter(end=None, item=item).exists()]
    for sitting in shown:
        sitting.raise_sequence()
    Sitting.objects.bulk_update(shown, ["sequence"])
    tell_clients(shown, "statements")
