"""The headings under which Members file conditions: added, changed, put in order, taken away."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from hemicycle.consultations.condition_headings import KEY_PATTERN, MOST_HEADINGS, TEXT_LENGTH, ConditionHeading
from hemicycle.consultations.keyed_rows import known, moved, replaced, seen_of, without
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.headings import uses_of
from hemicycle.correspondence.models import Summary
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.act import Act, carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.enquiries import may_drop_heading
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.journal.record import Performer


def add_heading(consultation: int, performer: Performer, at: datetime, wanted: ConditionHeading) -> None:
    """Add a heading after the others.

    Raises:
        Refusal: there is one with this key, it has no name or too long a text, or there are as many as there may be.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row, headings = _cleaned(wanted), act.settings.condition_headings
        if any(other.key == row.key for other in headings):
            raise Refusal(CorrespondenceCode.HEADING_KEY_TAKEN, key=row.key)
        if len(headings) >= MOST_HEADINGS:
            raise Refusal(CorrespondenceCode.TOO_MANY_HEADINGS, most=MOST_HEADINGS)
        act.facts.update(before=None, after=row.model_dump(mode="json"))
        _keep(act, row.key, [*headings, row])


def change_heading(
    consultation: int, performer: Performer, at: datetime, wanted: ConditionHeading, *, seen: str
) -> None:
    """Change the words of a heading, also where something stands under it: a declared result keeps those it had.

    Args:
        seen: What ``keyed_rows.seen_of`` said of it when the change began.

    Raises:
        Refusal: somebody has changed it meanwhile, there is no such heading; or as for ``add_heading``.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _cleaned(wanted)
        before = known(act.settings.condition_headings, row.key, CorrespondenceCode.NO_SUCH_HEADING)
        if seen_of(before) != seen:
            raise Refusal(CorrespondenceCode.HEADING_CHANGED_MEANWHILE)
        act.facts.update(before=before.model_dump(mode="json"), after=row.model_dump(mode="json"))
        _keep(act, row.key, replaced(act.settings.condition_headings, row))


def move_heading(consultation: int, performer: Performer, at: datetime, key: str, *, up: bool) -> None:
    """Let a heading change places with the one before it, or after it; nothing where there is none.

    Raises:
        Refusal: there is no such heading.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = known(act.settings.condition_headings, key, CorrespondenceCode.NO_SUCH_HEADING)
        headings, places = moved(act.settings.condition_headings, row, up=up)
        if places["before"] == places["after"]:
            act.cancel()
            return
        act.facts.update(places)
        _keep(act, key, headings)


def drop_heading(consultation: int, performer: Performer, at: datetime, key: str) -> None:
    """Take a heading away. Without any, conditions are asked for in one list.

    Raises:
        Refusal: something stands under it, or there is no such heading.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        before = known(act.settings.condition_headings, key, CorrespondenceCode.NO_SUCH_HEADING)
        uses = uses_of(act.consultation)[key]
        require(may_drop_heading(**asdict(uses)))
        act.facts.update(before=before.model_dump(mode="json"), after=None)
        _keep(act, key, without(act.settings.condition_headings, key))


def require_key(key: str) -> str:
    """A key as headings have it.

    Raises:
        Refusal: it is none.
    """
    if not re.fullmatch(KEY_PATTERN, key):
        raise Refusal(CorrespondenceCode.HEADING_KEY_INVALID)
    return key


def _cleaned(wanted: ConditionHeading) -> ConditionHeading:
    """The same, safe to keep.

    Raises:
        Refusal: it has no name, or a text that is too long.
    """
    texts = {part: clean_texts(getattr(wanted, part)) for part in ("name", "title", "phrase")}
    if not texts["name"]:
        raise Refusal(CorrespondenceCode.HEADING_WITHOUT_NAME)
    if any(len(words) > TEXT_LENGTH for text in texts.values() for words in text.values()):
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=TEXT_LENGTH)
    return wanted.model_copy(update=texts)


def _keep(act: Act, key: str, headings: Sequence[ConditionHeading]) -> None:
    row = act.consultation
    row.settings = {**row.settings, "condition_headings": [one.model_dump(mode="json") for one in headings]}
    row.save(update_fields=["settings"])
    act.settings = settings_of(row.settings)
    act.facts["condition_heading"] = key
    # A summary of replies says the headings: what was generated with others is out of date.
    Summary.objects.filter(enquiry__letter__consultation=row, enquiry__declared_at=None).update(basis="")
